using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>What a position lets its holders do and why, who they are, and what was done to it.</summary>
public sealed class PositionModel(PositionQueries positions, PositionHolderQueries holders, WorkgroupQueries workgroups, Authority authority, AuditQueries audit) : PositionPage(positions, authority)
{
    private const int LastEvents = 5;

    public PositionHolders Holders { get; private set; } = new([], 0);

    public IReadOnlyList<WorkgroupView> Workgroups { get; private set; } = [];

    public HistoryPage History { get; private set; } = new([], 0);

    public ListState List { get; private set; } = null!;

    /// <summary>So many are looked through; of more somebody is searched for.</summary>
    public bool OffersSearch => Holders.Total > ListState.PageSize || List.Filter("q") is not null;

    public string ExportHref => (List with { Page = 1 }).Href() + "&handler=Export";

    public bool MayChange => Position.State is PositionState.Open && Session.Can(RaFunction.CreatePosition);

    public async Task<IActionResult> OnGetAsync()
    {
        List = ListState.Of(Request, ["q"], ["name"]);
        if (await FindAsync(RaFunction.ViewPositions) is { } missing)
        {
            return missing;
        }

        Holders = await holders.OfAsync(Id, List.Filter("q"), List.Skip, ListState.PageSize, Aborted);
        Workgroups = await workgroups.OfPositionAsync(Id, Aborted);
        History = await audit.HistoryAsync(AuditSubject.Position(Id), 0, LastEvents, Aborted);
        return Page();
    }

    /// <summary>Exactly who is filtered, in the same order.</summary>
    public async Task<IActionResult> OnGetExportAsync([FromServices] ExportHolders export)
    {
        List = ListState.Of(Request, ["q"], ["name"]);
        if (await FindAsync(RaFunction.ViewPositions) is { } missing)
        {
            return missing;
        }

        if ((await export.ExecuteAsync(new ExportHoldersRequest { PositionId = Id, Text = List.Filter("q") }, Actor, Aborted)).IsRefused(out var refusal, out var rows))
        {
            return await RefusePageAsync(refusal);
        }

        await using var writer = CsvRows.Begin(Response, $"holders-{Position.Organisation}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["UUID", "Name", "Position", "ODS code", "From", "To"]);
        await foreach (var row in rows.WithCancellation(Aborted))
        {
            await writer.WriteAsync([row.Uuid.Value, row.FullName, Position.Name, Position.Organisation.Value, $"{row.StartsOn:yyyy-MM-dd}", $"{row.ExpiresOn:yyyy-MM-dd}"]);
        }

        return new EmptyResult();
    }
}
