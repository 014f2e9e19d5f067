using CareIdentity.SignIn;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.SignIn;

/// <summary>Which position to work in: none, one (chosen already), a list, or a list with a search field from six on.</summary>
[BeforeRole]
public sealed class RoleModel(RoleQueries roles, SelectRole select) : PortalPage
{
    private const int SearchFrom = 6;

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    [BindProperty]
    public string? Choice { get; set; }

    public IReadOnlyList<RoleChoice> Choices { get; private set; } = [];

    public bool NeedsSearch { get; private set; }

    public string Key(RoleChoice choice) => $"{choice.AssignmentId:N}{choice.AccessProfileId:N}";

    public string Title(RoleChoice choice) => $"{choice.PositionName}, {choice.OrganisationName} ({choice.Organisation})";

    public string Hint(RoleChoice choice) => choice.RaRoles.Count == 0 ? choice.JobRoleName : $"{choice.JobRoleName} · {string.Join(", ", choice.RaRoles)}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Session.Required.TermsAccepted)
        {
            return LocalRedirect("/sign-in/terms");
        }

        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var chosen = Choices.FirstOrDefault(choice => Key(choice) == Choice);
        if (chosen is null)
        {
            ModelState.AddModelError(nameof(Choice), "Select the role that you want to work in");
            return Page();
        }

        var outcome = await select.ExecuteAsync(new SelectRoleRequest { AssignmentId = chosen.AssignmentId, AccessProfileId = chosen.AccessProfileId }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out _) ? await RefuseAsync(refusal) : LocalRedirect(Url.IsLocalUrl(Return) ? Return : "/");
    }

    private async Task LoadAsync()
    {
        var all = (await roles.ChoicesAsync(Actor.ProfileId, Aborted)).All;
        NeedsSearch = all.Count >= SearchFrom;
        Choices = string.IsNullOrWhiteSpace(Find)
            ? all
            : [.. all.Where(choice => $"{Title(choice)} {Hint(choice)}".Contains(Find.Trim(), StringComparison.OrdinalIgnoreCase))];
    }
}
