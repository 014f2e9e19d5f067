using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>One organisation at a glance: where it is, who looks after it, who can help here, what waits; the rest is on its tabs.</summary>
public sealed class IndexModel(
    OrganisationQueries organisations, OrganisationTree tree, RoleHolders holders, AtOrganisationQueries here, CoverageQueries coverage, Authority authority, RaPolicy policy) : OrganisationPage(organisations, authority)
{
    private const int MostOfARole = 10;

    private static readonly RaRole[] StaffRoles =
        [RaRole.RaManager, RaRole.AdvancedRaAgent, RaRole.RaAgent, RaRole.Sponsor, RaRole.IdChecker, RaRole.LocalSmartcardAdministrator];

    private readonly OrganisationQueries organisations = organisations;

    public override string Tab => "overview";

    public RaContact? Contact { get; private set; }

    /// <summary>The RA has not said for too long that it can be reached so.</summary>
    public bool ContactIsOverdue => Contact is { } contact && (contact.ConfirmedOn is null || contact.ConfirmedOn.Value.AddDays(policy.DirectoryConfirmDays) < Today);

    public IReadOnlyList<(string Role, RoleHolder Person)> Staff { get; private set; } = [];

    /// <summary>What the tabs hold, as far as the reader may see them.</summary>
    public IReadOnlyList<LinkView> Counts { get; private set; } = [];

    /// <summary>Null where the reader may not see it or it is no site.</summary>
    public CoverageSite? Coverage { get; private set; }

    public bool MayCreatePosition { get; private set; }

    public bool MayClose { get; private set; }

    public bool MaySetUpRa { get; private set; }

    public string Open => (Organisation.OpenedOn, Organisation.ClosedOn) switch
    {
        ({ } opened, { } closed) => $"From {DateWords.Date(opened)} to {DateWords.Date(closed)}",
        ({ } opened, null) => $"Since {DateWords.Date(opened)}",
        (null, { } closed) => $"Closed on {DateWords.Date(closed)}",
        _ => Organisation.Status is OrganisationStatus.Closed ? "No" : "Yes",
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var code = Organisation.Code;
        Contact = await tree.RaOfAsync(code, Aborted);
        var staff = new List<(string, RoleHolder)>();
        foreach (var role in StaffRoles)
        {
            staff.AddRange((await holders.HoldersAsync(role, code, MostOfARole, Aborted)).Select(person => (role.Name(), person)));
        }

        Staff = staff;
        Counts = await CountsAsync(code);
        if (!IsRa && await MayAsync(RaFunction.ViewReports))
        {
            Coverage = await coverage.SiteAsync(code, Aborted);
        }

        MayCreatePosition = Organisation.Status is not OrganisationStatus.Closed && await MayAsync(RaFunction.CreatePosition);
        MaySetUpRa = Organisation is { Kind: OrganisationKind.Trust or OrganisationKind.Other, Status: not OrganisationStatus.Closed } && await MayAsync(RaFunction.SetUpRaOrganisation);
        MayClose = Actor.Organisation != code && await MayAsync(RaFunction.CloseOrganisation);
        return Page();
    }

    private async Task<IReadOnlyList<LinkView>> CountsAsync(OdsCode code)
    {
        var path = $"/organisations/{code}";
        var counts = new List<LinkView>();
        if (await MayAsync(RaFunction.ViewProfile))
        {
            counts.Add(new LinkView(DateWords.Count(await here.CountPeopleAsync(code, Aborted), "person", "people") + " who work here", path + "/people"));
        }

        if (await MayAsync(RaFunction.ViewPositions))
        {
            counts.Add(new LinkView(DateWords.Count((await here.PositionsAsync(code, null, false, 0, 1, Aborted)).Total, "open position"), path + "/positions"));
        }

        if (await MayAsync(RaFunction.DecideRequest))
        {
            counts.Add(new LinkView(DateWords.Count((await here.OpenRequestsAsync(code, null, 0, 1, Aborted)).Total, "open request"), path + "/requests"));
        }

        counts.Add(new LinkView(DateWords.Count((await organisations.ChildrenAsync(code, null, false, 0, 1, Aborted)).Total, "organisation") + " below it", path + "/below"));
        return counts;
    }

    private async Task<bool> MayAsync(RaFunction function) => await Authority.CheckAsync(Actor, function, Organisation.Code, Aborted) is null;
}
