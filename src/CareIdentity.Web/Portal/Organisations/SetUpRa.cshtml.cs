using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Makes an organisation a Registration Authority, after showing what it looks after from then on.</summary>
public sealed class SetUpRaModel(OrganisationQueries organisations, OrganisationTree tree, Authority authority, SetUpRegistrationAuthority setUp) : RaEntryPage(organisations, authority)
{
    private readonly OrganisationQueries organisations = organisations;

    public override string Tab => "overview";

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Evidence { get; set; }

    /// <summary>Who looks after it until now.</summary>
    public RaContact? UntilNow { get; private set; }

    public int Below { get; private set; }

    /// <summary>Null where it can become one.</summary>
    public Refusal? CanNot { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindOfferAsync() is { } missing)
        {
            return missing;
        }

        Name = "RA office";
        Telephone = Organisation.Telephone;
        Address = Organisation.Postcode is { } postcode ? $"{Organisation.Address}\n{postcode}" : Organisation.Address;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindOfferAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await setUp.ExecuteAsync(
            new SetUpRegistrationAuthorityRequest
            {
                Organisation = Organisation.Code,
                Entry = Written,
                Reason = Reason ?? "",
                Evidence = Evidence,
            },
            Actor,
            Aborted);
        return outcome.IsRefused(out var refusal, out _)
            ? await RefuseAsync(refusal, refusal.Field)
            : Told($"{Organisation.Name} is a Registration Authority. Create the position of its RA Manager next, and appoint its first holder.");
    }

    private async Task<IActionResult?> FindOfferAsync()
    {
        if (await FindAsync(RaFunction.SetUpRaOrganisation) is { } missing)
        {
            return missing;
        }

        UntilNow = await tree.RaOfAsync(Organisation.Code, Aborted);
        Below = (await organisations.ChildrenAsync(Organisation.Code, null, closed: false, 0, 1, Aborted)).Total;
        CanNot = await tree.WhyNoRaAsync(Organisation.Code, Aborted);
        return null;
    }
}
