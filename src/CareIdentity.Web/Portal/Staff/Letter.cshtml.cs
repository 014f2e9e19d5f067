using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Staff;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>The letter by which an owner or manager appoints somebody, filled in and ready to print.</summary>
public sealed class LetterModel(OrganisationQueries organisations, Authority authority, OrganisationTree tree, StaffQueries staff, ProfileQueries profiles, RaPolicy policy)
    : OrganisationPage(organisations, authority)
{
    public override string Tab => "staff";

    public ProfileView Appointed { get; private set; } = null!;

    public PositionName Chosen { get; private set; } = null!;

    public RaContact? Ra { get; private set; }

    public int Days => policy.TrainingGraceDays;

    public async Task<IActionResult> OnGetAsync(string? person, Guid? position)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (!UserUuid.TryParse(person, out var uuid) || await profiles.FindAsync(uuid, Aborted) is not { } appointed
            || (await staff.PositionsAsync(Organisation.Code, Aborted)).FirstOrDefault(p => p.Id == position) is not { } chosen)
        {
            return NotFound();
        }

        (Appointed, Chosen) = (appointed, chosen);
        if (await Authority.CheckAsync(Actor, RaFunction.AppointRaStaff, Organisation.Code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Ra = await tree.RaOfAsync(Organisation.Code, Aborted);
        return Page();
    }
}
