using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Search;

/// <summary>One field for people and organisations; everybody signed in may find both.</summary>
public sealed class IndexModel(ProfileQueries profiles, OrganisationQueries organisations) : PortalPage
{
    private const int PageSize = 20;
    private const int MostLetters = 100;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<ProfileRow> People { get; private set; } = [];

    public bool MorePeople { get; private set; }

    public IReadOnlyList<OrganisationRow> Organisations { get; private set; } = [];

    public bool MoreOrganisations { get; private set; }

    public bool MayRequest => Session.Can(RaFunction.RaiseRequest);

    public bool MayRegister => Session.Can(RaFunction.CreateProfile);

    public async Task<IActionResult> OnGetAsync()
    {
        if (string.IsNullOrWhiteSpace(Q))
        {
            return Page();
        }

        // Given on the telephone in place of a forwarded e-mail. Without its hyphen it could be a name: Robertson.
        if (Q.TrimStart().StartsWith("R-", StringComparison.OrdinalIgnoreCase) && RequestReference.TryParse(Q.Trim(), out var reference))
        {
            return LocalRedirect($"/requests/{reference}");
        }

        var text = Q.Length > MostLetters ? Q[..MostLetters] : Q;
        var found = await profiles.SearchAsync(text, PageSize + 1, Aborted);
        MorePeople = found.Count > PageSize;
        People = [.. found.Take(PageSize)];
        var sites = await organisations.SearchAsync(text, PageSize + 1, Aborted);
        MoreOrganisations = sites.Count > PageSize;
        Organisations = [.. sites.Take(PageSize)];
        return Page();
    }
}
