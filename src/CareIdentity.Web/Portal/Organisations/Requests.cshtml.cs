using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>What waits for a decision at an organisation; a sponsor sees their own there.</summary>
public sealed class RequestsModel(OrganisationQueries organisations, Authority authority, AtOrganisationQueries queries, RaPolicy policy) : OrganisationPage(organisations, authority)
{
    public override string Tab => "requests";

    public ListState State { get; private set; } = null!;

    public RequestsHere Requests { get; private set; } = new([], 0);

    public RequestsInSight Seen { get; private set; } = new(RaisedBy: null);

    public string ExportHref => (State with { Page = 1 }).Href() + "&handler=Export";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindRequestsAsync() is { } missing)
        {
            return missing;
        }

        Requests = await queries.OpenRequestsAsync(Organisation.Code, Seen.RaisedBy, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    /// <summary>All of them in the same order.</summary>
    public async Task<IActionResult> OnGetExportAsync([FromServices] ExportOpenRequests export)
    {
        if (await FindRequestsAsync() is { } missing)
        {
            return missing;
        }

        if ((await export.ExecuteAsync(Organisation.Code, Actor, Aborted)).IsRefused(out var refusal, out var rows))
        {
            return await RefusePageAsync(refusal);
        }

        await using var writer = CsvRows.Begin(Response, $"requests-{Organisation.Code}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["Reference", "What is asked", "For", "UUID", "ODS code", "Organisation", "Asked by", "Asked on", "Source", "Waiting"]);
        await foreach (var row in rows.WithCancellation(Aborted))
        {
            await writer.WriteAsync(
                [
                    row.Reference.Value, RequestWords.Kind(row.Kind), row.SubjectName, row.SubjectUuid?.Value ?? "", Organisation.Code.Value, Organisation.Name, row.RaisedBy,
                    $"{ClockDates.OnDay(row.RaisedAt):yyyy-MM-dd}", RequestWords.Source(row.Source), Waited(row),
                ]);
        }

        return new EmptyResult();
    }

    /// <summary>Against the expected reply: "3 working days, late".</summary>
    public string Waited(RequestHere request) => RequestWords.Waited(RequestState.Open, request.CountsFrom, null, policy, Today);

    private async Task<IActionResult?> FindRequestsAsync()
    {
        State = ListState.Of(Request, [], ["raised"]);
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if ((await RequestsInSight.OfAsync(Authority, Organisation.Code, Actor, Aborted)).IsRefused(out var refusal, out var seen))
        {
            return await RefusePageAsync(refusal);
        }

        Seen = seen;
        return null;
    }
}
