using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Details of a person.</summary>
public sealed class ProfileModel(ProfileQueries profiles, PositionQueries positions, Authority authority) : ProfilePage(profiles, positions, authority)
{
    private readonly ProfileQueries profiles = profiles;

    public override string Tab => "details";

    public IReadOnlyList<IdentityCheckView> Checks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Checks = Hidden is null ? await profiles.ChecksAsync(Profile.Id, Aborted) : [];
        return Page();
    }
}
