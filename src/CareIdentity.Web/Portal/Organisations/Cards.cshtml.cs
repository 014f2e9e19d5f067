using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Whose card ends soon, before a ward finds out.</summary>
public sealed class CardsModel(SmartcardQueries cards, Authority authority, RaPolicy policy) : PortalPage
{
    private const int Most = 200;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public int Days => policy.RenewalWindowDays;

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

        Cards = await cards.ExpiringAsync(code, Days, Most, Aborted);
        return Page();
    }
}
