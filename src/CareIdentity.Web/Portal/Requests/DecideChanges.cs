using CareIdentity.Access;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>What a request would change, before and after, each line with why.</summary>
public sealed class DecideChanges(RequestEffects effects, PositionQueries positions)
{
    public async Task<IReadOnlyList<ChangeView>> OfAsync(RequestView asked, CancellationToken ct) =>
    [
        .. (await effects.OfAsync(asked, ct)).Select(View),
        .. asked.Kind is RequestKind.AssignPosition or RequestKind.RemoveAssignment && asked.PositionId is { } position
            ? await OfPositionAsync(position, asked.Kind is RequestKind.AssignPosition, ct)
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

    private async Task<IReadOnlyList<ChangeView>> OfPositionAsync(Guid positionId, bool gives, CancellationToken ct)
    {
        if (await positions.FindAsync(positionId, ct) is not { } position)
        {
            return [];
        }

        return
        [
            Line("Position", $"{position.Name}, {position.OrganisationName}"),
            .. position.AccessProfiles.SelectMany(access => access.Activities.Select(activity => Line(activity.Name, activity.Code.Value) with { Why = ActivityWords.Why(activity, access) })),
        ];

        ChangeView Line(string what, string value) => gives ? new ChangeView(what, null, value, ChangeEffect.Gain) : new ChangeView(what, value, null, ChangeEffect.Loss);
    }
}
