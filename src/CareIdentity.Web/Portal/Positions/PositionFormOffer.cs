using CareIdentity.Access;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>What the forms of a position let somebody choose from.</summary>
public sealed record PositionFormOffer(IReadOnlyList<SelectListItem> JobRoles, IReadOnlyList<(BCode Code, string Name)> Activities, OfferedPeople Approvers)
{
    public IReadOnlyList<(AreaCode Code, string Name)> Areas { get; init; } = [];

    /// <summary>Positions that it may include.</summary>
    public IReadOnlyList<PositionLink> Includable { get; init; } = [];

    /// <summary>By ODS code, as a tree is read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(WorkgroupNode Node, int Depth)>> Workgroups { get; init; } = new Dictionary<string, IReadOnlyList<(WorkgroupNode Node, int Depth)>>();

    public static readonly PositionFormOffer None = new([], [], OfferedPeople.Nobody);

    /// <summary>What is no code cannot have come from the form and is left out.</summary>
    public static IReadOnlyList<BCode> Read(IEnumerable<string> activities) =>
        [.. activities.Select(activity => BCode.TryParse(activity, out var code) ? code : null).OfType<BCode>().Distinct()];

    public static IReadOnlyList<AreaCode> ReadAreas(IEnumerable<string> areas) =>
        [.. areas.Select(area => AreaCode.TryParse(area, out var code) ? code : null).OfType<AreaCode>().Distinct()];

    public static async Task<PositionFormOffer> AtAsync(OdsCode organisation, PersonChoice approver, RbacReferenceSource reference, RoleHolders holders, CancellationToken ct)
    {
        var rbac = await reference.GetAsync(ct);
        return new PositionFormOffer(
            [new SelectListItem("Choose a job role", ""), .. rbac.JobRoles.Select(role => new SelectListItem($"{role.Name} ({role.Code})", role.Code.Value))],
            [.. rbac.Activities],
            await holders.OfferAsync(RaFunction.CreatePosition, organisation, approver, ct))
        {
            Areas = [.. rbac.AreasOfWork],
        };
    }
}
