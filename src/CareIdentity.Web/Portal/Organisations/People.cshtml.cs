using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Who works at an organisation, with what they hold there.</summary>
public sealed class PeopleModel(OrganisationQueries organisations, Authority authority, AtOrganisationQueries queries, ExportAccess export) : OrganisationPage(organisations, authority)
{
    public override string Tab => "people";

    public ListState State { get; private set; } = null!;

    public PeopleHere People { get; private set; } = new([], 0);

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["q", "who"], ["name"]);
        if (await FindAsync(RaFunction.ViewProfile) is { } missing)
        {
            return missing;
        }

        People = await queries.PeopleAsync(Organisation.Code, State.Filter("q"), State.Filter("who") is "staff", State.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    /// <summary>Everybody with access here and below, as a file: of the whole country a million lines, written as they are read.</summary>
    public async Task<IActionResult> OnGetExportAsync()
    {
        State = ListState.Of(Request, [], ["name"]);
        if (await FindAsync(RaFunction.ViewReports) is { } missing)
        {
            return missing;
        }

        if ((await export.ExecuteAsync(Organisation.Code, Actor, Aborted)).IsRefused(out var refusal, out var lines))
        {
            return await RefusePageAsync(refusal);
        }

        await using var writer = CsvRows.Begin(Response, $"access-{Organisation.Code}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["ODS code", "Organisation", "UUID", "Name", "Professional number", "Position", "Job role", "Job role name", "From", "To"]);
        await foreach (var line in lines.WithCancellation(Aborted))
        {
            await writer.WriteAsync(
                [
                    line.Organisation.Value, line.OrganisationName, line.Uuid.Value, line.FullName, line.ProfessionalNumber?.ToString() ?? "", line.Position, line.JobRole.Value, line.JobRoleName,
                    $"{line.StartsOn:yyyy-MM-dd}", $"{line.ExpiresOn:yyyy-MM-dd}",
                ]);
        }

        return new EmptyResult();
    }

    public string Dates(PositionHere held) =>
        (held.StartsOn > Today ? $"from {DateWords.Date(held.StartsOn)}" : "") + (held.ExpiresOn is { } last ? $" until {DateWords.Date(last)}" : "");
}
