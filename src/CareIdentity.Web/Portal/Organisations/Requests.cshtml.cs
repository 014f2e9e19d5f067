using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>What waits for a decision at an organisation; a sponsor sees their own there.</summary>
public sealed class RequestsModel(OrganisationQueries organisations, Authority authority, AtOrganisationQueries queries, RaPolicy policy) : OrganisationPage(organisations, authority)
{
    public override string Tab => "requests";

    public ListState State { get; private set; } = null!;

    public RequestsHere Requests { get; private set; } = new([], 0);

    public bool OwnOnly { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, [], ["raised"]);
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (await Authority.CheckAsync(Actor, RaFunction.DecideRequest, Organisation.Code, Aborted) is { } refusal)
        {
            OwnOnly = await Authority.CheckAsync(Actor, RaFunction.RaiseRequest, Organisation.Code, Aborted) is null;
            if (!OwnOnly)
            {
                return await RefusePageAsync(refusal);
            }
        }

        Requests = await queries.OpenRequestsAsync(Organisation.Code, OwnOnly ? Actor.ProfileId : null, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    /// <summary>Against the expected reply: "3 working days, late".</summary>
    public string Waited(RequestHere request) => RequestWords.Waited(RequestState.Open, request.CountsFrom, null, policy, Today);
}
