using System.Security.Cryptography;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Batches;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore.Storage;

namespace CareIdentity.TakeOver;

public sealed record ImportPeopleRequest
{
    /// <summary>Without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>Read more than once: it must be able to go back.</summary>
    public required Stream Content { get; init; }

    /// <summary>Takes everything back at the end, whatever the file: what would be taken over is counted, what is wrong is told.</summary>
    public required bool OnlyCheck { get; init; }

    /// <summary>
    /// Nobody else works on the database: everything is one transaction, and keys and indexes are made again at its end. Much faster for a whole population.
    /// </summary>
    public bool Alone { get; init; }

    /// <summary>Told every error as it is found, so that none is kept.</summary>
    public required Func<BadLine, CancellationToken, Task> Bad { get; init; }
}

public sealed record ImportedPeople(long Lines, TakeOverCounts Counts);

/// <summary>
/// Takes over a whole population from another service: people whose identity nobody has checked here, restricted until somebody does, with their
/// positions. Two thousand lines are a commit with their own events; after a crash the same file takes over the rest, and repeated it changes
/// nothing. A bad line is told and stops nothing else. Only the service itself does this.
/// </summary>
public sealed class ImportPeople(
    CareIdentityDb db, KnownNames names, Combinations combinations, RbacReferenceSource reference, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public const string SetName = "people";

    private const int LinesAtOnce = 2_000;

    /// <summary>What a take-over fills.</summary>
    private static readonly string[] Tables = ["profiles", "profile_names", "duties", "position_assignments", "ra_appointments", "training_watches", "audit_events", "audit_event_subjects"];

    /// <summary>What it asks on its way.</summary>
    private static readonly string[] Asked =
    [
        "ux_profiles_uuid", "ix_profiles_national_insurance_number", "ix_profiles_professional_number", "pk_profile_names",
        "ix_position_assignments_profile_id_granted_by_granted_by_side",
    ];

    public async Task<Outcome<ImportedPeople>> ExecuteAsync(ImportPeopleRequest request, Actor actor, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("A take-over is the service's own.");
        }

        if ((await BatchFile.OpenAsync(request.Content, TakeOverColumns.All, ct)).IsRefused(out var unreadable, out var file))
        {
            return unreadable;
        }

        request.Content.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(request.Content, ct));
        await using var checking = request.OnlyCheck ? await db.Database.BeginTransactionAsync(ct) : null;
        await using var load = request is { Alone: true, OnlyCheck: false } ? await BulkLoad.BeginAsync(db, ct, Tables, Asked) : null;
        if ((await TakeOverAsync(file, request, actor, progress, ct)).IsRefused(out var refusal, out var imported))
        {
            return refusal;
        }

        return imported.Lines == 0 ? BatchRefusals.Empty
            : checking is not null ? await TakeBackAsync(checking, imported, ct)
            : await EndAsync(request, sha256, imported, load, actor, ct);
    }

    private async Task<Outcome<ImportedPeople>> TakeOverAsync(BatchFile file, ImportPeopleRequest request, Actor actor, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var (rbac, restrictions) = (await reference.GetAsync(ct), await combinations.RestrictionsAsync(ct));
        var chunk = new TakeOverChunk(db, new KnownPlaces(db, combinations, rbac, policy), names, audit, restrictions, rbac, policy, clock);
        var today = clock.Today();
        var all = file.LinesAsync(ct).Select(read => TakeOverLine.Read(read.Line, read.Fields, today)).Chunk(LinesAtOnce).AheadAsync(1, ct);
        return await new TakeOverJourney(chunk, request, actor, progress).TakeOverAsync(all, ct);
    }

    private static async Task<Outcome<ImportedPeople>> TakeBackAsync(IDbContextTransaction checking, ImportedPeople imported, CancellationToken ct)
    {
        await checking.RollbackAsync(ct);
        return imported;
    }

    private async Task<Outcome<ImportedPeople>> EndAsync(ImportPeopleRequest request, string sha256, ImportedPeople imported, BulkLoad? load, Actor actor, CancellationToken ct)
    {
        audit.Record(actor, Reason.None, new PeopleImported
        {
            FileName = request.FileName,
            Sha256 = sha256,
            Lines = imported.Lines,
            People = imported.Counts.People,
            Positions = imported.Counts.Positions,
            Unchanged = imported.Counts.Unchanged,
            Bad = imported.Counts.Bad,
        });
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        await (load?.CompleteAsync(ct) ?? Task.CompletedTask);
        return imported;
    }
}
