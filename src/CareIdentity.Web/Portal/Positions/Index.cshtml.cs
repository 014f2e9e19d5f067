using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>Positions of a part of the tree, open or closed, by name or by an activity that they give.</summary>
public sealed class IndexModel(OrganisationQueries organisations, PositionSearch search, RbacReferenceSource reference, Authority authority) : PortalPage
{
    private const int MostLetters = 100;

    public OrganisationView? Organisation { get; private set; }

    public ListState List { get; private set; } = null!;

    public FoundPositions Found { get; private set; } = new([], 0);

    public IReadOnlyList<SelectListItem> Activities { get; private set; } = [];

    public IReadOnlyList<SelectListItem> States => [new("Open", ""), new("Closed", "closed", IsClosed)];

    public bool MayReport => Session.Can(RaFunction.ViewReports);

    public string Caption => IsClosed ? "Closed positions, by name" : "Open positions, by name";

    private bool IsClosed => List.Filter("state") == "closed";

    public async Task<IActionResult> OnGetAsync(string? at)
    {
        List = ListState.Of(Request, ["at", "q", "gives", "state"], ["name"]);
        if (!OdsCode.TryParse(at is { Length: > 0 } ? at : Actor.Organisation?.Value, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        if (await authority.CheckAsync(Actor, RaFunction.ViewPositions, code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Organisation = organisation;
        var rbac = await reference.GetAsync(Aborted);
        var gives = BCode.TryParse(List.Filter("gives"), out var activity) ? activity : null;
        Activities = [new SelectListItem("Any", ""), .. rbac.Activities.Select(a => new SelectListItem($"{a.Name} ({a.Code})", a.Code.Value, a.Code == gives))];
        var name = List.Filter("q");
        Found = await search.FindAsync(
            new PositionFilter
            {
                Below = code,
                Name = name?.Length > MostLetters ? name[..MostLetters] : name,
                Activity = gives,
                State = IsClosed ? PositionState.Closed : PositionState.Open,
            },
            List.Skip,
            ListState.PageSize,
            Aborted);
        return Page();
    }
}
