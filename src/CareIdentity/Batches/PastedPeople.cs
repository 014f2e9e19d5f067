using System.Globalization;
using System.Text;
using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

public enum PastedWork
{
    /// <summary>They get the position.</summary>
    Give,

    /// <summary>Their last day in it moves.</summary>
    EndOn,

    /// <summary>It is taken away at once.</summary>
    Remove,
}

public sealed record PastedPeopleRequest
{
    public required Guid PositionId { get; init; }

    public required PastedWork Work { get; init; }

    public required IReadOnlyList<UserUuid> People { get; init; }

    /// <summary>Who asked for it: needed to give it.</summary>
    public Guid? SponsorId { get; init; }

    /// <summary>Needed to give it.</summary>
    public DateOnly? StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Hands more people than anybody waits for to a batch, as the file that somebody could have uploaded: checked line by line, then started by
/// whoever looked at it. Nothing of it is carried out here.
/// </summary>
public sealed class PastedPeople(CareIdentityDb db, Authority authority, UploadBatch upload)
{
    /// <returns>The batch.</returns>
    public async Task<Outcome<Guid>> HandOverAsync(PastedPeopleRequest request, Actor actor, CancellationToken ct)
    {
        if (await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.PositionId, ct) is not { } position)
        {
            return AccessRefusals.PositionNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ManageManyAssignments, position.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (Decide(request) is { } refusal)
        {
            return refusal;
        }

        // Lines name the position: one of two that are called the same cannot be meant.
        if (await db.Positions.CountAsync(p => p.Organisation == position.Organisation && p.Name == position.Name && p.State == PositionState.Open, ct) > 1)
        {
            return BatchRefusals.TooManyPositions;
        }

        var sponsor = await db.Profiles.AsNoTracking().Where(p => p.Id == request.SponsorId).Select(p => p.Uuid).FirstOrDefaultAsync(ct);
        if (request.Work is PastedWork.Give && sponsor is null)
        {
            return AccessRefusals.SponsorNeeded;
        }

        await using var content = new MemoryStream(Encoding.UTF8.GetBytes(Write(request, position, sponsor)));
        return await upload.ExecuteAsync(
            new UploadBatchRequest
            {
                Kind = KindOf(request.Work),
                FileName = string.Create(CultureInfo.InvariantCulture, $"{position.Name}, {request.People.Count:N0} people.csv"),
                Content = content,
                Reason = request.Reason,
            },
            actor,
            ct);
    }

    private static BatchKind KindOf(PastedWork work) => work is PastedWork.Give ? BatchKind.Assign : BatchKind.End;

    private static Refusal? Decide(PastedPeopleRequest request) =>
        request.People.Count == 0 ? ManyRefusals.Nobody
        : request.People.Count > PeopleByUuid.Most ? ManyRefusals.TooManyPasted
        : request is { Work: PastedWork.Give, StartsOn: null } ? AccessRefusals.StartInPast
        : request is { Work: PastedWork.EndOn, ExpiresOn: null } ? BatchRefusals.LastDayNeeded // A line without one takes the position away.
        : null;

    private static string Write(PastedPeopleRequest request, Position position, UserUuid? sponsor)
    {
        var columns = BatchColumns.Of(KindOf(request.Work)).Select(column => column.Name).ToList();
        var shared = new Dictionary<string, string>
        {
            [BatchColumns.Organisation] = position.Organisation.Value,
            [BatchColumns.Position] = position.Name,
            [BatchColumns.FirstDay] = Day(request.StartsOn),
            [BatchColumns.LastDay] = request.Work is PastedWork.Remove ? "" : Day(request.ExpiresOn),
            [BatchColumns.Sponsor] = sponsor?.Value ?? "",
        };
        var file = new StringBuilder(string.Join(',', columns)).Append("\r\n");
        foreach (var uuid in request.People)
        {
            file.AppendJoin(',', columns.Select(column => Quoted(column is BatchColumns.Uuid ? uuid.Value : shared.GetValueOrDefault(column, "")))).Append("\r\n");
        }

        return file.ToString();
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>RFC 4180 §2 rules 5 to 7: a name may hold commas and quotation marks.</summary>
    private static string Quoted(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
