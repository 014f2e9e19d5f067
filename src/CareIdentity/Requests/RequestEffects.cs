using System.Globalization;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>One line of before → after.</summary>
/// <param name="Gain">Whether something comes to or goes from the person; null where it only becomes another.</param>
public sealed record RequestEffect(string What, string? Before, string? After, bool? Gain = null, string? Why = null);

/// <summary>What accepting a request would change, as things are now. What a position gives or takes is for the page, which knows the words of activities.</summary>
public sealed class RequestEffects(CareIdentityDb db, EndingQueries endings)
{
    public async Task<IReadOnlyList<RequestEffect>> OfAsync(RequestView asked, CancellationToken ct) => asked switch
    {
        { Kind: RequestKind.ChangeDetails, SubjectId: { } profile } => await OfDetailsAsync(profile, asked.Changes, ct),
        { Kind: RequestKind.CloseProfile, SubjectId: { } profile } =>
        [
            new("Profile", "Open", "Closed", Gain: false),
            .. (await endings.OfProfileAsync(profile, ct)).Where(line => !line.Contains(asked.Reference.Value, StringComparison.Ordinal)).Select(line => new RequestEffect(line, "Now", "Ends", Gain: false)),
        ],
        { Kind: RequestKind.ReopenProfile } => [new("Profile", "Closed", "Open, without any access", Gain: true, Why: "Positions are given and a card is issued anew.")],
        { Kind: RequestKind.ChangeAssignment, AssignmentId: { } held } => await OfEndAsync(held, asked.ExpiresOn, ct),
        { Kind: RequestKind.IssueCard } => [new("Smartcard", null, "A card is issued", Gain: true)],
        { Kind: RequestKind.ReplaceCard } => [new("Smartcard", $"The card that is {Words(asked.Need)}", "Another card is issued; the old one is cancelled")],
        _ => [],
    };

    /// <summary>The middle of a sentence: "the card that is lost".</summary>
    public static string Words(CardNeed? need) => need switch
    {
        CardNeed.NotWorking => "not working",
        CardNeed.NameChanged => "in a former name",
        { } other => other.ToString().ToLowerInvariant(),
        null => "replaced",
    };

    private async Task<IReadOnlyList<RequestEffect>> OfDetailsAsync(Guid profileId, IReadOnlyList<DetailsChange> wanted, CancellationToken ct)
    {
        var now = DetailsChange.Values((await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == profileId, ct)).Described).ToDictionary(x => x.Field, x => x.Value);
        return
        [
            .. wanted.Select(change => new RequestEffect(
                Capital(DetailsChange.Words(change.Field)),
                now[change.Field],
                change.After,
                Why: now[change.Field] == change.Before ? null : $"It was {change.Before ?? "nothing"} when it was asked for.")),
        ];
    }

    private async Task<IReadOnlyList<RequestEffect>> OfEndAsync(Guid assignmentId, DateOnly? end, CancellationToken ct)
    {
        var now = await db.PositionAssignments.AsNoTracking().Where(a => a.Id == assignmentId).Select(a => new { a.ExpiresOn, a.RemovedAt }).FirstAsync(ct);
        var later = now.ExpiresOn is { } last && (end is null || end > last);
        return [new("Last day", Day(now.ExpiresOn), Day(end), later, now.RemovedAt is null ? null : "The position was removed since it was asked for.")];
    }

    private static string Day(DateOnly? day) => day?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "Without end";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
