using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Applications;

/// <summary>Applications of the reader's organisation, for the Registration Authority also of those below it.</summary>
public sealed class IndexModel(ApplicationQueries applications, Authority authority) : PortalPage
{
    private static readonly ApplicationState[] Open = [ApplicationState.Invited, ApplicationState.Returned];
    private static readonly ApplicationState[] ToCheck = [ApplicationState.Submitted];
    private static readonly ApplicationState[] Over = [.. Enum.GetValues<ApplicationState>().Except(Open).Except(ToCheck)];

    public ApplicationList? List { get; private set; }

    public ListState State { get; private set; } = null!;

    public bool MayInvite { get; private set; }

    public string Shown => State.Filter("list") is "over" or "open" ? State.Filter("list")! : "check";

    public EmptyView Empty => new(Shown switch { "check" => "No application waits to be checked.", "open" => "Nobody is invited.", _ => "No application is over." })
    {
        How = "Whoever is invited applies with their own phone or computer; what they send is checked here.",
        First = MayInvite ? new LinkView("Invite somebody", "/applications/new") : null,
    };

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["list"], ["since"]);
        var refusal = await authority.CheckAsync(Actor, RaFunction.InviteApplicant, Aborted);
        MayInvite = refusal is null;
        if (refusal is not null && await authority.CheckAsync(Actor, RaFunction.CreateProfile, Aborted) is not null)
        {
            return await RefusePageAsync(refusal);
        }

        List = await applications.ListAsync(
            Actor.Organisation!, Session.Can(RaFunction.DecideRequest), Shown switch { "check" => ToCheck, "open" => Open, _ => Over }, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
