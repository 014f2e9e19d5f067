using CareIdentity.Messages;
using CareIdentity.Web.Hosting;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.TrainingDesk;

/// <summary>What a training service would have sent. Nothing of it leaves; everybody at the desk reads it.</summary>
[AllowAnonymous]
public sealed class InboxModel(HostSettings settings, MessageQueries messages) : PortalPage
{
    public Inbox Inbox { get; private set; } = new([], 0);

    public ListState State { get; private set; } = null!;

    public static EmptyView Empty => new("No message yet.") { How = "Invite somebody to apply, or decide a request of somebody who has an e-mail address. Messages appear here within some seconds." };

    public async Task<IActionResult> OnGetAsync()
    {
        if (settings.Mode is not ServiceMode.Training)
        {
            return NotFound();
        }

        State = ListState.Of(Request, [], ["written"]);
        Inbox = await messages.InboxAsync(State.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
