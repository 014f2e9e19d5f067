using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>What a position lets its holders do and why, who they are, and what was done to it.</summary>
public sealed class PositionModel(PositionQueries positions, WorkgroupQueries workgroups, Authority authority, AuditQueries audit) : PortalPage
{
    private const int LastEvents = 5;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public PositionView Position { get; private set; } = null!;

    public PositionHolders Holders { get; private set; } = new([], 0);

    public IReadOnlyList<WorkgroupView> Workgroups { get; private set; } = [];

    public HistoryPage History { get; private set; } = new([], 0);

    public ListState List { get; private set; } = null!;

    public bool MayChange => Position.State is PositionState.Open && Session.Can(RaFunction.CreatePosition);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await positions.FindAsync(Id, Aborted) is not { } position)
        {
            return NotFound();
        }

        Position = position;
        List = ListState.Of(Request, [], ["name"]);
        if (await authority.CheckAsync(Actor, RaFunction.ViewPositions, position.Organisation, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Holders = await positions.HoldersAsync(Id, List.Skip, ListState.PageSize, Aborted);
        Workgroups = await workgroups.OfPositionAsync(Id, Aborted);
        History = await audit.HistoryAsync(AuditSubject.Position(Id), 0, LastEvents, Aborted);
        return Page();
    }
}
