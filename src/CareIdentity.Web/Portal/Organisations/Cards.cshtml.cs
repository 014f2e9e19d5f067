using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Whose card ends soon, before a ward finds out.</summary>
public sealed class CardsModel(SmartcardQueries cards, Authority authority, RaPolicy policy) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public int Days => policy.RenewalWindowDays;

    public ListState State { get; private set; } = null!;

    public ExpiringCards Cards { get; private set; } = new([], 0);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!OdsCode.TryParse(Code, out var code))
        {
            return NotFound();
        }

        if (await authority.CheckAsync(Actor, RaFunction.RenewExpiringCertificates, code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        State = ListState.Of(Request, [], ["expiry"]);
        Cards = await cards.ExpiringAsync(code, Days, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
