using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>The positions of an organisation, open and closed.</summary>
public sealed class PositionsModel(OrganisationQueries organisations, Authority authority, AtOrganisationQueries queries) : OrganisationPage(organisations, authority)
{
    public override string Tab => "positions";

    public ListState State { get; private set; } = null!;

    public PositionsHere Positions { get; private set; } = new([], 0);

    public bool Closed => State.Filter("state") is "closed";

    public bool MayCreate { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["q", "state"], ["name"]);
        if (await FindAsync(RaFunction.ViewPositions) is { } missing)
        {
            return missing;
        }

        Positions = await queries.PositionsAsync(Organisation.Code, State.Filter("q"), Closed, State.Skip, ListState.PageSize, Aborted);
        MayCreate = Organisation.Status is not OrganisationStatus.Closed && await Authority.CheckAsync(Actor, RaFunction.CreatePosition, Organisation.Code, Aborted) is null;
        return Page();
    }
}
