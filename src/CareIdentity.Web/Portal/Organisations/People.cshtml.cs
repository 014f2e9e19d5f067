using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Who works at an organisation, with what they hold there.</summary>
public sealed class PeopleModel(OrganisationQueries organisations, Authority authority, AtOrganisationQueries queries) : OrganisationPage(organisations, authority)
{
    public override string Tab => "people";

    public ListState State { get; private set; } = null!;

    public PeopleHere People { get; private set; } = new([], 0);

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, ["q", "who"], ["name"]);
        if (await FindAsync(RaFunction.ViewProfile) is { } missing)
        {
            return missing;
        }

        People = await queries.PeopleAsync(Organisation.Code, State.Filter("q"), State.Filter("who") is "staff", State.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    public string Dates(PositionHere held) =>
        (held.StartsOn > Today ? $"from {DateWords.Date(held.StartsOn)}" : "") + (held.ExpiresOn is { } last ? $" until {DateWords.Date(last)}" : "");
}
