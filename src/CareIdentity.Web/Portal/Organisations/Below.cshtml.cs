using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>The organisations directly below one in the RA tree.</summary>
public sealed class BelowModel(OrganisationQueries organisations, Authority authority) : OrganisationPage(organisations, authority)
{
    private readonly OrganisationQueries organisations = organisations;

    public override string Tab => "below";

    public ListState State { get; private set; } = null!;

    public ChildOrganisations Children { get; private set; } = new([], 0);

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["q", "state"], ["name"]);
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Children = await organisations.ChildrenAsync(Organisation.Code, State.Filter("q"), State.Filter("state") is "closed", State.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
