using CareIdentity.Access;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.People;

/// <summary>Positions on a page, with their state today and the reason for everything that they give.</summary>
public sealed class PositionList(IEnumerable<HeldPosition> positions, DateOnly today) : List<HeldPosition>(positions)
{
    /// <summary>Address below which a position is changed or removed; null where the reader does neither.</summary>
    public string? Manage { get; init; }

    public StateView State(HeldPosition position) => position switch
    {
        { RemovedAt: not null } => StateView.Ended("Removed"),
        _ when position.ExpiresOn < today => StateView.Ended("Expired"),
        _ when position.StartsOn > today => StateView.Waiting("Starts later"),
        _ when position.ExpiresOn <= today.AddDays(30) => StateView.Soon("Ends soon"),
        _ => StateView.Good("Active"),
    };
}
