using CareIdentity.Certificates;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Administration;

/// <summary>What of the certificate authorities ends when, and what somebody must see to.</summary>
public sealed class CertificatesModel(PkiHealth health, StatusAnswers answers, Authority authority) : PortalPage
{
    public PkiHealthView Health { get; private set; } = new([], []);

    public DateTimeOffset Now { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (Actor.Organisation is not { } organisation)
        {
            return NotFound();
        }

        if (await authority.CheckAsync(Actor, RaFunction.SetUpRaOrganisation, organisation, Aborted) is { } refusal)
        {
            return await RefuseAsync(refusal);
        }

        Now = Clock.GetUtcNow();
        Health = await health.ReadAsync(answers, Aborted);
        return Page();
    }
}
