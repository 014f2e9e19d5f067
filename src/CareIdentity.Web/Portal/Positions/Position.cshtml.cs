using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>What a position lets its holders do and why, who they are, and what was done to it.</summary>
public sealed class PositionModel(PositionQueries positions, WorkgroupQueries workgroups, Authority authority, AuditQueries audit) : PositionPage(positions, authority)
{
    private const int LastEvents = 5;

    public PositionHolders Holders { get; private set; } = new([], 0);

    public IReadOnlyList<WorkgroupView> Workgroups { get; private set; } = [];

    public HistoryPage History { get; private set; } = new([], 0);

    public ListState List { get; private set; } = null!;

    public bool MayChange => Position.State is PositionState.Open && Session.Can(RaFunction.CreatePosition);

    public async Task<IActionResult> OnGetAsync()
    {
        List = ListState.Of(Request, [], ["name"]);
        if (await FindAsync(RaFunction.ViewPositions) is { } missing)
        {
            return missing;
        }

        Holders = await Positions.HoldersAsync(Id, List.Skip, ListState.PageSize, Aborted);
        Workgroups = await workgroups.OfPositionAsync(Id, Aborted);
        History = await audit.HistoryAsync(AuditSubject.Position(Id), 0, LastEvents, Aborted);
        return Page();
    }
}
