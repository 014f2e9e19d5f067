using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Several positions of one organisation for one person, with one result for each.</summary>
public sealed class GivePositionsModel(
    ProfileQueries profiles, PositionQueries positions, SponsorQueries sponsors, OrganisationQueries organisations, Authority authority, ManyAssignments many) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Uuid { get; set; } = "";

    /// <summary>ODS code of the organisation whose positions are offered; the actor's own unless chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    [BindProperty]
    public Guid? SponsorId { get; set; }

    [BindProperty]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public ProfileView Profile { get; private set; } = null!;

    public OrganisationView Organisation { get; private set; } = null!;

    public IReadOnlyList<PositionRow> Positions { get; private set; } = [];

    public IReadOnlyList<RoleHolder> Sponsors { get; private set; } = [];

    /// <summary>Null until it is done.</summary>
    public IReadOnlyList<(PositionRow Position, Refusal? Refusal)>? Results { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        StartsOn = Today;
        return await FindAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var chosen = Positions.Where(p => Chosen.Contains(p.Id)).ToList();
        Require(chosen.Count > 0, nameof(Chosen), "Select at least one position");
        Require(SponsorId is not null, nameof(SponsorId), "Select the sponsor who asked for them");
        Require(StartsOn is not null, nameof(StartsOn), "Enter the first day");
        Require(!string.IsNullOrWhiteSpace(Note), nameof(Note), "Say why they need them");
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await many.AssignAsync(
            Organisation.Code,
            [.. chosen.Select(p => new AssignPositionRequest { ProfileId = Profile.Id, PositionId = p.Id, StartsOn = StartsOn!.Value, ExpiresOn = ExpiresOn, SponsorId = SponsorId, Reason = Note!.Trim() })],
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out var results))
        {
            return await RefuseAsync(refusal);
        }

        Results = [.. chosen.Zip(results, (position, result) => (position, result.Refusal))];
        return Page();
    }

    private void Require(bool there, string field, string message)
    {
        if (!there)
        {
            ModelState.AddModelError(field, message);
        }
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!UserUuid.TryParse(Uuid, out var uuid) || await profiles.FindAsync(uuid, Aborted) is not { } profile
            || !OdsCode.TryParse(At ?? Actor.Organisation?.Value, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        if (MergedElsewhere(uuid, profile.Uuid) is { } remaining)
        {
            return remaining;
        }

        (Profile, Organisation) = (profile, organisation);
        var refusal = await authority.CheckAsync(Actor, RaFunction.ManageManyAssignments, code, Aborted)
            ?? (profile.Id == Actor.ProfileId ? ProfileRefusals.OwnProfile : null);
        if (refusal is not null)
        {
            return await RefusePageAsync(refusal);
        }

        Positions = await positions.OfOrganisationAsync(code, Aborted);
        Sponsors = await sponsors.OfAsync(code, Aborted);
        return null;
    }
}
