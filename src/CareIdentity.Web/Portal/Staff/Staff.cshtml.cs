using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Staff;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>The RA staff of an organisation, with how each of them stands.</summary>
public sealed class StaffModel(OrganisationQueries organisations, Authority authority, StaffQueries queries) : OrganisationPage(organisations, authority)
{
    public override string Tab => "staff";

    public ListState State { get; private set; } = null!;

    public StaffPage Staff { get; private set; } = new([], 0);

    public bool MayAppoint { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["q", "show", "where"], ["name"]);
        if (await FindAsync(RaFunction.ViewReports) is { } missing)
        {
            return missing;
        }

        MayAppoint = await Authority.CheckAsync(Actor, RaFunction.AppointRaStaff, Organisation.Code, Aborted) is null;
        var reach = State.Filter("where") switch { "below" => StaffReach.Below, "ours" => StaffReach.Ours, _ => StaffReach.Here };
        Staff = await queries.AtAsync(
            Organisation.Code, reach, State.Filter("show") is "attention", State.Filter("q"), State.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
