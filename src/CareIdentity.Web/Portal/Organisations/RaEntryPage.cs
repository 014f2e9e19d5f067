using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>A page on which somebody writes how a Registration Authority is reached.</summary>
public abstract class RaEntryPage(OrganisationQueries organisations, Authority authority) : OrganisationPage(organisations, authority)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Telephone { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? Hours { get; set; }

    /// <summary>As it was written.</summary>
    protected RaEntry Written
    {
        get => new(Name ?? "", Telephone ?? "", Email ?? "", Address ?? "", Hours ?? "");
        set => (Name, Telephone, Email, Address, Hours) = (value.Name, value.Telephone, value.Email, value.Address, value.Hours);
    }
}
