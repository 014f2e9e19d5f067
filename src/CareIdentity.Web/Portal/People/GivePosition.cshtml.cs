using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>
/// A position for somebody who is registered, on one page. Whoever may gives it at once: an agent for a sponsor whom they name, a sponsor
/// where the position allows it. From any other sponsor it becomes a request.
/// </summary>
public sealed class GivePositionModel(
    ProfileQueries profiles, PositionQueries positions, SponsorOffers sponsors, OrganisationQueries organisations, Authority authority, AssignPosition assign, RaiseAssignment raise) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Uuid { get; set; } = "";

    /// <summary>ODS code of the organisation whose positions are offered; the actor's own unless chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty]
    public Guid? PositionId { get; set; }

    [BindProperty]
    public Guid? SponsorId { get; set; }

    [BindProperty]
    public bool NumberChecked { get; set; }

    [BindProperty]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public ProfileView Profile { get; private set; } = null!;

    public OrganisationView Organisation { get; private set; } = null!;

    public IReadOnlyList<PositionRow> Positions { get; private set; } = [];

    /// <summary>Who may have asked an agent for it; empty for a sponsor, who asks themselves.</summary>
    public IReadOnlyList<RoleHolder> Sponsors => Offer?.People ?? [];

    /// <summary>The organisation has no sponsor: a colleague stands in, for people on a professional register only.</summary>
    public bool InPlaceOfSponsor => Offer?.InPlaceOfSponsor is true;

    private SponsorOffer? Offer { get; set; }

    public bool AsAgent => Session.Can(RaFunction.AssignPosition);

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

        if (Positions.FirstOrDefault(p => p.Id == PositionId) is not { } position)
        {
            ModelState.AddModelError(nameof(PositionId), "Select a position");
            return Page();
        }

        if (StartsOn is null)
        {
            ModelState.AddModelError(nameof(StartsOn), "Enter the first day");
        }

        if (string.IsNullOrWhiteSpace(Note))
        {
            ModelState.AddModelError(nameof(Note), "Say why they need it");
        }

        return !ModelState.IsValid ? Page()
            : AsAgent || position.AssignableBySponsors ? await AssignAsync(position)
            : await RequestAsync(position);
    }

    private async Task<IActionResult> AssignAsync(PositionRow position)
    {
        var outcome = await assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = Profile.Id, PositionId = position.Id, StartsOn = StartsOn!.Value, ExpiresOn = ExpiresOn, SponsorId = AsAgent ? SponsorId : null, NumberChecked = NumberChecked, Reason = Note!.Trim() },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Code == AccessRefusals.SponsorNeeded.Code ? nameof(SponsorId) : refusal.Field);
        }

        Say($"{Profile.FullName} holds the position {position.Name}{(StartsOn > Today ? $" from {StartsOn:d MMMM yyyy}" : " from now on")}.");
        return LocalRedirect($"/people/{Profile.Uuid}/access");
    }

    private async Task<IActionResult> RequestAsync(PositionRow position)
    {
        var outcome = await raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = Profile.Id, PositionId = position.Id, StartsOn = StartsOn!.Value, ExpiresOn = ExpiresOn, Note = Note!.Trim() }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out var reference))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"Your request is sent. Its reference is {reference}. The Registration Authority answers within two working days.");
        return LocalRedirect("/requests?list=yours");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!UserUuid.TryParse(Uuid, out var uuid) || await profiles.FindAsync(uuid, Aborted) is not { } profile)
        {
            return NotFound();
        }

        if (MergedElsewhere(uuid, profile.Uuid) is { } remaining)
        {
            return remaining;
        }

        Profile = profile;
        if (!OdsCode.TryParse(At ?? Actor.Organisation?.Value, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        Organisation = organisation;
        var function = AsAgent ? RaFunction.AssignPosition : RaFunction.RaiseRequest;
        var refused = AsAgent ? await authority.CheckForAssignmentAsync(Actor, function, code, profile.Id, Aborted) : await authority.CheckAsync(Actor, function, code, Aborted);
        if (refused is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        if (profile.Id == Actor.ProfileId)
        {
            return await RefusePageAsync(ProfileRefusals.OwnProfile);
        }

        Positions = await positions.OfOrganisationAsync(code, Aborted);
        Offer = AsAgent ? await sponsors.OfAsync(code, profile.Id, Actor.ProfileId, Aborted) : null;
        return null;
    }
}
