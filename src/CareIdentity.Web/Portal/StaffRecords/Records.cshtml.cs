using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>The employees of whom a staff record told, and what they are linked to.</summary>
public sealed class RecordsModel(StaffRecordQueries records, Authority authority) : StaffRecordPage(records, authority)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ListState State { get; private set; } = null!;

    public StaffPage<StaffRecordRow>? List { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["show"], ["employee"]);
        if (await FindSourceAsync(Id) is { } missing)
        {
            return missing;
        }

        var shown = Enum.TryParse<StaffRecordState>(State.Filter("show"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : (StaffRecordState?)null;
        List = await Records.RecordsAsync(Id, shown, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
