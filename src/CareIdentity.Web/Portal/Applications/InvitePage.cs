using CareIdentity.Access;
using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Applications;

/// <summary>What one invitation and a file of them ask alike: where, for which position, who asked for it, and why.</summary>
public abstract class InvitePage(InviteApplicants invite, PositionQueries positions, SponsorQueries sponsors, Authority authority) : PortalPage
{
    /// <summary>The organisation, where the Registration Authority invites for one of its sites.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty]
    public Guid? PositionId { get; set; }

    [BindProperty]
    public Guid? SponsorId { get; set; }

    [BindProperty]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public OdsCode Organisation { get; private set; } = null!;

    public IReadOnlyList<PositionRow> Positions { get; private set; } = [];

    public IReadOnlyList<RoleHolder> Sponsors { get; private set; } = [];

    /// <summary>Somebody of the RA names the sponsor; a sponsor is the one.</summary>
    public bool AsAgent => !Session.Can(RaFunction.RaiseRequest);

    public bool MayInvite { get; private set; }

    protected async Task<IActionResult?> FindPlaceAsync()
    {
        if (!string.IsNullOrWhiteSpace(At) && !OdsCode.TryParse(At, out _))
        {
            ModelState.AddModelError(nameof(At), "Enter an ODS code, such as FW844");
        }

        Organisation = OdsCode.TryParse(At, out var at) ? at : Actor.Organisation!;
        if (await authority.CheckAsync(Actor, RaFunction.InviteApplicant, Organisation, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        MayInvite = true;
        Positions = await positions.OfOrganisationAsync(Organisation, Aborted);
        Sponsors = AsAgent ? await sponsors.OfAsync(Organisation, Aborted) : [];
        return null;
    }

    protected void CheckShape()
    {
        ModelState.Remove(nameof(PositionId));
        ModelState.Remove(nameof(SponsorId));
        if (string.IsNullOrWhiteSpace(Note))
        {
            ModelState.AddModelError(nameof(Note), "Say why they need a Care ID");
        }

        if (PositionId is not null && StartsOn is null)
        {
            ModelState.AddModelError(nameof(StartsOn), "Enter the first day of the position");
        }
    }

    protected async Task<Refusal?> InviteAsync(IReadOnlyList<InvitedPerson> people)
    {
        var outcome = await invite.ExecuteAsync(
            new InviteApplicantsRequest
            {
                Organisation = Organisation,
                People = people,
                Note = Note ?? "",
                PositionId = PositionId,
                StartsOn = StartsOn,
                ExpiresOn = ExpiresOn,
                SponsorId = PositionId is null ? null : SponsorId,
            },
            Actor,
            Aborted);
        return outcome.Refusal;
    }
}
