using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>Positions of a part of the tree, open or closed, by name, by a job role or by an activity that they give.</summary>
public sealed class IndexModel(OrganisationQueries organisations, PositionSearch search, RbacReferenceSource reference, Authority authority) : PortalPage
{
    private const int MostLetters = 100;

    public OrganisationView? Organisation { get; private set; }

    public ListState List { get; private set; } = null!;

    public FoundPositions Found { get; private set; } = new([], 0);

    public IReadOnlyList<SelectListItem> JobRoles { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Activities { get; private set; } = [];

    public IReadOnlyList<SelectListItem> States => [new("Open", ""), new("Closed", "closed", IsClosed)];

    public bool MayReport => Session.Can(RaFunction.ViewReports);

    public string Caption => IsClosed ? "Closed positions, by name" : "Open positions, by name";

    private PositionFilter Filter { get; set; } = null!;

    private bool IsClosed => List.Filter("state") == "closed";

    public string ExportHref => (List with { Page = 1 }).Href() + "&handler=Export";

    public async Task<IActionResult> OnGetAsync(string? at)
    {
        if (await FindAsync(at) is { } missing)
        {
            return missing;
        }

        Found = await search.FindAsync(Filter, List.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    /// <summary>Exactly what is filtered, in the same order. It names nobody.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? at)
    {
        if (await FindAsync(at) is { } missing)
        {
            return missing;
        }

        await using var writer = CsvRows.Begin(Response, $"positions-{Organisation!.Code}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["Position", "ODS code", "Organisation", "State", "Held by", "Sponsors may give it themselves"]);
        await foreach (var row in (await search.AllAsync(Filter, Aborted)).WithCancellation(Aborted))
        {
            await writer.WriteAsync([row.Name, row.Organisation.Value, row.OrganisationName, IsClosed ? "Closed" : "Open", $"{row.Holders}", row.AssignableBySponsors ? "Yes" : "No"]);
        }

        return new EmptyResult();
    }

    private async Task<IActionResult?> FindAsync(string? at)
    {
        List = ListState.Of(Request, ["at", "q", "role", "gives", "state"], ["name"]);
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
        var (role, gives) = (RCode.TryParse(List.Filter("role"), out var job) ? job : null, BCode.TryParse(List.Filter("gives"), out var activity) ? activity : null);
        JobRoles = [new SelectListItem("Any", ""), .. rbac.JobRoles.Select(r => new SelectListItem($"{r.Name} ({r.Code})", r.Code.Value, r.Code == role))];
        Activities = [new SelectListItem("Any", ""), .. rbac.Activities.Select(a => new SelectListItem($"{a.Name} ({a.Code})", a.Code.Value, a.Code == gives))];
        var name = List.Filter("q");
        Filter = new PositionFilter
        {
            Below = code,
            Name = name?.Length > MostLetters ? name[..MostLetters] : name,
            JobRole = role,
            Activity = gives,
            State = IsClosed ? PositionState.Closed : PositionState.Open,
        };
        return null;
    }
}
