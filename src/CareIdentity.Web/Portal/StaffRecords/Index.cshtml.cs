using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>Staff records that the reader's organisation looks after, or that tell of its people.</summary>
public sealed class IndexModel(StaffRecordQueries records, Authority authority) : PortalPage
{
    public IReadOnlyList<StaffSourceRow>? Rows { get; private set; }

    public bool MayManage => Session.Can(RaFunction.ManageStaffRecords);

    public static EmptyView Empty => new("No staff record tells of people here.")
    {
        How = "An HR system can tell of starters, changes and leavers, by file or as a client. What it asks for goes through the same decisions as anything else.",
    };

    public async Task<IActionResult> OnGetAsync()
    {
        var refusal = await authority.CheckAsync(Actor, RaFunction.ManageStaffRecords, Aborted);
        if (refusal is not null && await authority.CheckAsync(Actor, RaFunction.ApproveStaffMapping, Aborted) is not null)
        {
            return await RefusePageAsync(refusal);
        }

        Rows = await records.NearAsync(Actor.Organisation!, Aborted);
        return Page();
    }
}
