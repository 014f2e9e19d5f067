using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Who could do what, who allowed it and why: for the Registration Authority, auditors, and everybody about themselves.</summary>
public sealed class HistoryModel(ProfileQueries profiles, PositionQueries positions, Authority authority, AuditQueries audit, RequestQueries requests, OnePerson person)
    : ProfilePage(profiles, positions, authority)
{
    public override string Tab => "history";

    public ListState List { get; private set; } = null!;

    public HistoryPage? History { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        List = ListState.Of(Request, [], ["when"]);
        if (!IsOwn && await Authority.CheckForProfileAsync(Actor, RaFunction.ViewHistory, Profile.Id, Aborted) is { } refusal)
        {
            return await RefuseAsync(refusal);
        }

        var asked = await requests.AboutAsync(Profile.Id, Aborted);
        History = await audit.HistoryAsync(await person.IdsAsync(Profile.Id, Aborted), asked, List.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
