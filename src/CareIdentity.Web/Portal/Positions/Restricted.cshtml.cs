using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>Restricted combinations: the rules, and who holds one from before.</summary>
public sealed class RestrictedModel(OrganisationQueries organisations, RestrictedReportQueries reports, Combinations combinations, RbacReferenceSource reference, Authority authority) : PortalPage
{
    private RbacReference rbac = null!;

    public OrganisationView? Organisation { get; private set; }

    public ListState List { get; private set; } = null!;

    public RestrictedReport Report { get; private set; } = new([], true);

    public IEnumerable<RestrictedHolder> Shown => Report.Rows.Skip(List.Skip).Take(ListState.PageSize);

    public IReadOnlyList<(Restriction Rule, string SetBy)> Rules { get; private set; } = [];

    /// <summary>The national administrators of the reference data, and nobody else.</summary>
    public bool MayChange => Session.Can(RaFunction.AdministerReferenceData);

    public string Name(string code) => $"{new AccessItem(Organisation!.Code, code).Name(rbac)} ({code})";

    /// <summary>Of those whose work it is to put them right; who keeps the rules looks at them.</summary>
    public bool MayExport => Session.Can(RaFunction.ViewReports);

    public string ExportHref => (List with { Page = 1 }).Href() + "&handler=Export";

    public async Task<IActionResult> OnGetAsync(string? at)
    {
        if (await FindAsync(at) is { } missing)
        {
            return missing;
        }

        Report = await reports.BelowAsync(Organisation!.Code, Aborted);
        Rules =
        [
            .. Restriction.Fixed.Select(rule => (rule, "The service; nothing turns it off")),
            .. (await combinations.RestrictionsAsync(Aborted)).Select(rule => (rule, "Policy")),
        ];
        return Page();
    }

    /// <summary>Everything that the report shows, on all its pages.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? at, [FromServices] ExportRestricted export)
    {
        if (await FindAsync(at) is { } missing)
        {
            return missing;
        }

        if ((await export.ExecuteAsync(Organisation!.Code, Actor, Aborted)).IsRefused(out var refusal, out var report))
        {
            return await RefusePageAsync(refusal);
        }

        await using var writer = CsvRows.Begin(Response, $"not-held-together-{Organisation.Code}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["UUID", "Name", "Holds", "By the position", "ODS code", "Together with", "By the position", "ODS code", "Why not"]);
        foreach (var row in report.Rows)
        {
            await writer.WriteAsync(
                [
                    row.Uuid.Value, row.FullName, Name(row.Restriction.First), row.First.PositionName, row.First.Organisation.Value,
                    Name(row.Restriction.Second), row.Second.PositionName, row.Second.Organisation.Value, row.Restriction.Why,
                ]);
        }

        return new EmptyResult();
    }

    private async Task<IActionResult?> FindAsync(string? at)
    {
        List = ListState.Of(Request, ["at"], ["rule"]);
        if (!OdsCode.TryParse(at is { Length: > 0 } ? at : Actor.Organisation?.Value, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        if (await authority.CheckAsync(Actor, MayChange ? RaFunction.AdministerReferenceData : RaFunction.ViewReports, code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        (Organisation, rbac) = (organisation, await reference.GetAsync(Aborted));
        return null;
    }
}

/// <summary>People who hold what is not held together, with the names of the codes.</summary>
public sealed record RestrictedHoldersView(IEnumerable<RestrictedHolder> Rows, Func<string, string> Name);
