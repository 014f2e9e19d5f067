using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>One organisation: where it is, who looks after it, who can help; its positions for those who may see them.</summary>
public sealed class IndexModel(OrganisationQueries organisations, OrganisationTree tree, RoleHolders holders, PositionQueries positions, Authority authority) : PortalPage
{
    private const int MostOfARole = 10;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public OrganisationView Organisation { get; private set; } = null!;

    public RaContact? Contact { get; private set; }

    public IReadOnlyList<(string Role, RoleHolder Person)> Staff { get; private set; } = [];

    /// <summary>Null where the reader may not see them.</summary>
    public IReadOnlyList<PositionRow>? Positions { get; private set; }

    public bool MayCreatePosition => Session.Can(RaFunction.CreatePosition);

    public IReadOnlyList<OrganisationRow> Children { get; private set; } = [];

    public string Open => (Organisation.OpenedOn, Organisation.ClosedOn) switch
    {
        ({ } opened, { } closed) => $"From {DateWords.Date(opened)} to {DateWords.Date(closed)}",
        ({ } opened, null) => $"Since {DateWords.Date(opened)}",
        (null, { } closed) => $"Closed on {DateWords.Date(closed)}",
        _ => Organisation.Status is OrganisationStatus.Closed ? "No" : "Yes",
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!OdsCode.TryParse(Code, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        Organisation = organisation;
        Contact = await tree.RaOfAsync(code, Aborted);
        Children = await organisations.ChildrenAsync(code, Aborted);
        var staff = new List<(string, RoleHolder)>();
        foreach (var role in new[] { RaRole.RaManager, RaRole.AdvancedRaAgent, RaRole.Sponsor, RaRole.IdChecker, RaRole.LocalSmartcardAdministrator })
        {
            staff.AddRange((await holders.HoldersAsync(role, code, MostOfARole, Aborted)).Select(person => (role.Name(), person)));
        }

        Staff = staff;
        if (await authority.CheckAsync(Actor, RaFunction.ViewPositions, code, Aborted) is null)
        {
            Positions = await positions.OfOrganisationAsync(code, Aborted);
        }

        return Page();
    }
}
