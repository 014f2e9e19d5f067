using CareIdentity.Access;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.People;

/// <summary>Positions on a page, with their state today and the reason for everything that they give.</summary>
public sealed class PositionList(IEnumerable<HeldPosition> positions, DateOnly today) : List<HeldPosition>(positions)
{
    public StateView State(HeldPosition position) => position switch
    {
        { RemovedAt: not null } => StateView.Ended("Removed"),
        _ when position.ExpiresOn < today => StateView.Ended("Expired"),
        _ when position.StartsOn > today => StateView.Waiting("Starts later"),
        _ when position.ExpiresOn <= today.AddDays(30) => StateView.Soon("Ends soon"),
        _ => StateView.Good("Active"),
    };

    /// <summary>position → profile → role → baseline → included activity</summary>
    public string Why(EffectiveActivity activity, AccessProfileView access) => activity.Source switch
    {
        ActivitySource.Baseline => $"by default for {access.JobRoleName}",
        ActivitySource.Added => "added to this position",
        _ => $"because {activity.IncludedBy} ({access.Activities.First(a => a.Code == activity.IncludedBy).Name}) includes it",
    };
}
