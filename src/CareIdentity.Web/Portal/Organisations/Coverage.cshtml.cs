using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Which sites lack people who sponsor, check and unlock: as a list with its export, and as a map of the RA's tree.</summary>
public sealed class CoverageModel(OrganisationQueries organisations, Authority authority, CoverageQueries coverage) : OrganisationPage(organisations, authority)
{
    public override string Tab => "coverage";

    public ListState State { get; private set; } = null!;

    public CoverageSummary Summary { get; private set; } = new(0, 0, 0, 0, 0, 0);

    public CoveragePage Sites { get; private set; } = new([], 0);

    public CoverageBranches Branches { get; private set; } = new([], 0);

    public bool AsTree => State.Filter("view") is "tree";

    public CoverageGap Gap => State.Filter("gap") switch
    {
        "any" => CoverageGap.Any,
        "sponsor" => CoverageGap.NoSponsor,
        "checker" => CoverageGap.NoChecker,
        "unlocker" => CoverageGap.NoUnlocker,
        "one" => CoverageGap.OnePerson,
        "complete" => CoverageGap.Complete,
        _ => CoverageGap.All,
    };

    public OrganisationKind? Kind => Enum.TryParse<OrganisationKind>(State.Filter("kind"), out var kind) && Enum.IsDefined(kind) ? kind : null;

    public CoverageOrder Order => State.Sort switch
    {
        "name" => CoverageOrder.Name,
        "code" => CoverageOrder.Code,
        _ => CoverageOrder.People,
    };

    /// <summary>The map of a branch with more in it than the organisation itself; null where there is nothing to look into.</summary>
    public static string? BranchHref(CoverageBranch branch) => branch.Sites > 1 || (branch is { Sites: > 0, Itself: null }) ? $"/organisations/{branch.Organisation.Code}/coverage?view=tree" : null;

    /// <summary>Where what is said to do next is done, or read by who cannot do it: its RA staff. Null where nothing is missing.</summary>
    public string? NextHref(CoverageSite site) =>
        site is { MeetsPolicy: true, Checkers: > 0, Unlockers: > 0 } ? null : $"/organisations/{site.Code}/staff{(Session.Can(RaFunction.AppointRaStaff) ? "/new" : "")}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindCoverageAsync() is { } missing)
        {
            return missing;
        }

        Summary = await coverage.SummaryAsync(Organisation.Code, Aborted);
        if (AsTree)
        {
            Branches = await coverage.BranchesAsync(Organisation.Code, State.Skip, ListState.PageSize, Aborted);
        }
        else
        {
            Sites = await coverage.SitesAsync(Organisation.Code, Gap, Kind, Order, State.Descending, State.Skip, ListState.PageSize, Aborted);
        }

        return Page();
    }

    /// <summary>Exactly what is filtered, in the same order.</summary>
    public async Task<IActionResult> OnGetExportAsync()
    {
        if (await FindCoverageAsync() is { } missing)
        {
            return missing;
        }

        await using var writer = CsvRows.Begin(Response, $"coverage-{Organisation.Code}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["ODS code", "Name", "Kind", "Postcode", "Sponsors", "ID checkers", "Unlockers", "People", "State", "What to do next"]);
        await foreach (var site in coverage.AllSitesAsync(Organisation.Code, Gap, Kind, Order, State.Descending, Aborted))
        {
            await writer.WriteAsync(
                [
                    site.Code.Value, site.Name, OrganisationWords.Kind(site.Kind), site.Postcode ?? "", $"{site.Sponsors}", $"{site.Checkers}", $"{site.Unlockers}", $"{site.People}",
                    OrganisationWords.Coverage(site).Word, OrganisationWords.Next(site),
                ]);
        }

        return new EmptyResult();
    }

    private async Task<IActionResult?> FindCoverageAsync()
    {
        State = ListState.Of(Request, ["gap", "kind", "view"], ["people", "name", "code"]);
        return await FindAsync(RaFunction.ViewReports);
    }
}
