using CareIdentity.Access;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>What a request would change, before and after, each line with why.</summary>
public sealed class DecideChanges(RequestEffects effects, PositionQueries positions)
{
    /// <param name="asked">The request.</param>
    /// <param name="others">What the person holds beside it: what comes by another position too is neither gained nor lost. Empty where the reader may not know.</param>
    public async Task<IReadOnlyList<ChangeView>> OfAsync(RequestView asked, IReadOnlyList<HeldPosition> others, CancellationToken ct) =>
    [
        .. (await effects.OfAsync(asked, ct)).Select(View),
        .. asked.Kind is RequestKind.AssignPosition or RequestKind.RemoveAssignment && asked.PositionId is { } position
            ? await OfPositionAsync(position, asked.Kind is RequestKind.AssignPosition, others, ct)
            : [],
    ];

    private static ChangeView View(RequestEffect effect) => new(
        effect.What,
        effect.Before,
        effect.After,
        effect.Gain switch { true => ChangeEffect.Gain, false => ChangeEffect.Loss, null => ChangeEffect.Changed })
    {
        Why = effect.Why,
    };

    /// <summary>Each activity once for an organisation; what stays as it is comes last.</summary>
    private async Task<IReadOnlyList<ChangeView>> OfPositionAsync(Guid positionId, bool gives, IReadOnlyList<HeldPosition> others, CancellationToken ct)
    {
        if (await positions.FindAsync(positionId, ct) is not { } position)
        {
            return [];
        }

        var beside = others
            .OrderByDescending(held => held.ExpiresOn ?? DateOnly.MaxValue).ThenBy(held => held.StartsOn)
            .SelectMany(held => held.AccessProfiles.SelectMany(access => access.Activities.Select(activity => (Key: (access.Organisation, activity.Code), Held: held))))
            .DistinctBy(given => given.Key)
            .ToDictionary(given => given.Key, given => given.Held);
        return
        [
            Line("Position", $"{position.Name}, {position.OrganisationName}"),
            .. position.AccessProfiles
                .SelectMany(access => access.Activities.Select(activity => (Access: access, Activity: activity)))
                .DistinctBy(given => (given.Access.Organisation, given.Activity.Code))
                .Select(given => beside.TryGetValue((given.Access.Organisation, given.Activity.Code), out var held)
                    ? new ChangeView(given.Activity.Name, given.Activity.Code.Value, given.Activity.Code.Value, ChangeEffect.Same) { Why = RequestWords.Beside(held) }
                    : Line(given.Activity.Name, given.Activity.Code.Value) with { Why = ActivityWords.Why(given.Activity, given.Access) })
                .OrderBy(change => change.Effect is ChangeEffect.Same),
        ];

        ChangeView Line(string what, string value) => gives ? new ChangeView(what, null, value, ChangeEffect.Gain) : new ChangeView(what, value, null, ChangeEffect.Loss);
    }
}
