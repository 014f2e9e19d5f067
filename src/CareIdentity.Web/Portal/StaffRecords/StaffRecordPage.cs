using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>A page of one staff record: for the Registration Authority that looks after it, and, where it says so, for sponsors of its sites.</summary>
public abstract class StaffRecordPage(StaffRecordQueries records, Authority authority) : PortalPage
{
    protected StaffRecordQueries Records => records;

    protected Authority Authority => authority;

    public StaffSourceView? Source { get; private set; }

    public bool MayManage { get; private set; }

    /// <summary>A sponsor of one of its sites: mappings of that site are theirs to approve.</summary>
    public bool MayApprove { get; private set; }

    protected async Task<IActionResult?> FindSourceAsync(Guid id, bool alsoSponsors = false)
    {
        if (await records.FindAsync(id, Aborted) is not { } source)
        {
            return NotFound();
        }

        Source = source;
        var refusal = await authority.CheckAsync(Actor, RaFunction.ManageStaffRecords, source.Organisation, Aborted);
        MayManage = refusal is null;
        MayApprove = Actor.Organisation is { } here && source.Sites.Any(site => site.Code == here) && await authority.CheckAsync(Actor, RaFunction.ApproveStaffMapping, here, Aborted) is null;
        return MayManage || (alsoSponsors && MayApprove) ? null : await RefusePageAsync(refusal!);
    }
}
