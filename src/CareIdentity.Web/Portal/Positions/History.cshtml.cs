using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>Everything that was done to a position and to who holds it, newest first, page by page.</summary>
public sealed class HistoryModel(PositionQueries positions, Authority authority, AuditQueries audit) : PositionPage(positions, authority)
{
    public HistoryPage History { get; private set; } = new([], 0);

    public ListState List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = ListState.Of(Request, [], ["when"]);
        if (await FindAsync(RaFunction.ViewPositions) is { } missing)
        {
            return missing;
        }

        History = await audit.HistoryAsync(AuditSubject.Position(Id), List.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
