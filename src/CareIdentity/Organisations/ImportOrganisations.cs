using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Search;

namespace CareIdentity.Organisations;

public sealed record ImportOrganisationsRequest
{
    /// <summary>Without its folder; says in the history where the rows came from, and which file of the family it is.</summary>
    public required string FileName { get; init; }

    /// <summary>Seekable: read once to recognise it, once more to take it over. Stays open.</summary>
    public required Stream Content { get; init; }

    /// <summary>Null: what the file name says, and for other names the practice file's setting.</summary>
    public OrganisationFileKind? Kind { get; init; }
}

public sealed record ImportedOrganisations(
    OrganisationFileKind Kind, long Lines, int Added, int Changed, int Closed, int Unchanged, IReadOnlyList<BadLine> BadLines);

/// <summary>
/// Takes over a file of the Organisation Data Service. A wrong file is refused before anything is written; a bad line is told and
/// stops nothing else. May be repeated: after a crash the same file takes over the rest, a newer one what is new in it. Organisations
/// that a file leaves out stay as they are; the files keep those that closed.
/// </summary>
public sealed class ImportOrganisations(CareIdentityDb db, Authority authority, KnownNames names, AuditTrail audit, TimeProvider clock)
{
    public const string SetName = "organisations";

    public async Task<Outcome<ImportedOrganisations>> ExecuteAsync(
        ImportOrganisationsRequest request, Actor actor, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.SetUpRaOrganisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var recognised = await OrganisationFile.RecogniseAsync(request.FileName, request.Content, request.Kind, clock.Today(), ct);
        if (recognised.IsRefused(out var notRecognised, out var file))
        {
            return notRecognised;
        }

        // Every batch commits with its own events, so that a crash leaves whole batches and their history.
        var bad = new List<BadLine>();
        var counts = default(OrganisationCounts);
        var taken = await TakeOverAsync(file, actor, bad, batch => counts += batch, progress, ct);
        if (taken is not null)
        {
            return ImportRefusals.AnotherChange;
        }

        audit.Record(actor, Reason.None, new OrganisationsImported
        {
            FileName = file.Name,
            Sha256 = file.Sha256,
            Kind = file.Kind,
            Lines = file.Lines,
            Added = counts.Added,
            Changed = counts.Changed,
            Closed = counts.Closed,
            Unchanged = counts.Unchanged,
            Bad = bad.Count,
        });

        return await db.SaveAsync(ct) is { } refused
            ? refused
            : new ImportedOrganisations(file.Kind, file.Lines, counts.Added, counts.Changed, counts.Closed, counts.Unchanged, bad);
    }

    private async Task<Refusal?> TakeOverAsync(
        OrganisationFile file, Actor actor, List<BadLine> bad, Action<OrganisationCounts> count, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var batch = new OrganisationBatch(db, names, audit);
        var waiting = new List<OrganisationLine>(OrganisationBatch.Size);
        var done = 0L;
        await foreach (var read in ReadAsync(file, bad, ct))
        {
            done++;
            if (read is not null)
            {
                waiting.Add(read);
            }

            if (waiting.Count == OrganisationBatch.Size || done == file.Lines)
            {
                if ((await batch.TakeOverAsync(waiting, file, actor, ct)).IsRefused(out var refusal, out var counted))
                {
                    return refusal;
                }

                count(counted);
                waiting.Clear();
                progress?.Report(new ImportProgress(done, file.Lines));
            }
        }

        return null;
    }

    /// <summary>Each line in turn, null for a bad one.</summary>
    private async IAsyncEnumerable<OrganisationLine?> ReadAsync(
        OrganisationFile file, List<BadLine> bad, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var (today, seen) = (clock.Today(), new Dictionary<OdsCode, long>());
        await foreach (var line in file.ReadAsync(ct))
        {
            if (!OrganisationLine.TryRead(line, file.Kind, today, out var organisation, out var problem))
            {
                bad.Add(new BadLine(file.Name, line.Number, problem));
                yield return null;
            }
            else if (!seen.TryAdd(organisation.Code, line.Number))
            {
                bad.Add(new BadLine(file.Name, line.Number, $"{organisation.Code} is already on line {seen[organisation.Code]}"));
                yield return null;
            }
            else
            {
                yield return organisation;
            }
        }
    }
}

/// <summary>The import came to its end; its batches have said before what they added and changed.</summary>
public sealed record OrganisationsImported : CareEvent
{
    public required string FileName { get; init; }

    public required string Sha256 { get; init; }

    public required OrganisationFileKind Kind { get; init; }

    public required long Lines { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required int Closed { get; init; }

    public required int Unchanged { get; init; }

    public required int Bad { get; init; }

    public override string InWords =>
        $"Imported {FileName} ({Lines} lines): {Added} added, {Changed} changed, {Closed} closed, {Unchanged} unchanged, {Bad} bad lines left out.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(ImportOrganisations.SetName)];
}

/// <summary>Organisations that became known by an import.</summary>
public sealed record OrganisationsAdded : CareEvent
{
    public required string FileName { get; init; }

    public required string Sha256 { get; init; }

    public required IReadOnlyList<OdsCode> Codes { get; init; }

    public override string InWords => Codes.Count == 1 ? $"Added from {FileName}." : $"Added from {FileName}, with {Codes.Count - 1} others.";

    public override IEnumerable<AuditSubject> Subjects => Codes.Select(AuditSubject.Organisation);
}

/// <summary>The file says something else of an organisation than was known.</summary>
public sealed record OrganisationChanged : CareEvent
{
    public required OdsCode Code { get; init; }

    public required string FileName { get; init; }

    public required string Sha256 { get; init; }

    public required OrganisationDetails Before { get; init; }

    public required OrganisationDetails After { get; init; }

    public bool Closes => After.Status is OrganisationStatus.Closed && Before.Status is not OrganisationStatus.Closed;

    public override string InWords => Closes
        ? $"{After.Name} ({Code}) closed, by {FileName}."
        : $"{After.Name} ({Code}) changed, by {FileName}: {string.Join(", ", Differences())}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Code)];

    private IEnumerable<string> Differences()
    {
        (string What, object? Before, object? After)[] all =
        [
            ("name", Before.Name, After.Name),
            ("kind", Before.Kind, After.Kind),
            ("status", Before.Status, After.Status),
            ("address", (Before.Address, Before.Postcode), (After.Address, After.Postcode)),
            ("telephone", Before.Telephone, After.Telephone),
            ("dates", (Before.OpenedOn, Before.ClosedOn), (After.OpenedOn, After.ClosedOn)),
            ("commissioner", (Before.Commissioner, Before.NationalGrouping, Before.Geography), (After.Commissioner, After.NationalGrouping, After.Geography)),
            ("setting", Before.Setting, After.Setting),
        ];
        return all.Where(pair => !Equals(pair.Before, pair.After)).Select(pair => pair.What);
    }
}
