using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>What a staff record says and that was not followed, oldest first.</summary>
public sealed class ConflictsModel(StaffRecordQueries records, Authority authority) : StaffRecordPage(records, authority)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ListState State { get; private set; } = null!;

    public bool Settled => State.Filter("show") == "settled";

    public StaffPage<ConflictRow>? List { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["show"], ["found"]);
        if (await FindSourceAsync(Id) is { } missing)
        {
            return missing;
        }

        List = await Records.ConflictsAsync(Id, Settled ? StaffConflictState.Settled : StaffConflictState.Open, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
