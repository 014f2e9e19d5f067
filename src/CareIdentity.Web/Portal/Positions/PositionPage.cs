using CareIdentity.Access;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>A page of one position: finds it, and asks whether the reader may at its organisation.</summary>
public abstract class PositionPage(PositionQueries positions, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public PositionView Position { get; private set; } = null!;

    protected Authority Authority => authority;

    protected PositionQueries Positions => positions;

    /// <summary>Null where the page may be shown; the history of a closed position is read, nothing about it is changed.</summary>
    protected async Task<IActionResult?> FindAsync(RaFunction function, bool change = false)
    {
        if (await positions.FindAsync(Id, Aborted) is not { } position)
        {
            return NotFound();
        }

        Position = position;
        var refusal = await authority.CheckAsync(Actor, function, position.Organisation, Aborted)
            ?? (change && position.State is PositionState.Closed ? PositionRefusals.AlreadyClosed : null);
        return refusal is null ? null : await RefusePageAsync(refusal);
    }
}
