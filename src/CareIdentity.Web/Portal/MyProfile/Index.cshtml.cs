using CareIdentity.Access;
using CareIdentity.People;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Cards;
using CareIdentity.Web.Portal.People;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.MyProfile;

/// <summary>My profile, my cards, my access: for everybody, with or without a role.</summary>
[BeforeRole]
public sealed class IndexModel(ProfileQueries profiles, PositionQueries positions, SmartcardQueries smartcards) : PortalPage
{
    public ProfileView Profile { get; private set; } = null!;

    public ProfileHeaderView Header { get; private set; } = null!;

    public PositionList Positions { get; private set; } = new([], default);

    public IReadOnlyList<Nhs.SmartcardView> Cards { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Session.Required.TermsAccepted)
        {
            return LocalRedirect("/sign-in/terms");
        }

        Profile = (await profiles.FindAsync(Actor.ProfileId, Aborted))!;
        var held = await positions.OfProfileAsync(Actor.ProfileId, Aborted);
        Positions = new PositionList(held.Where(p => p.RemovedAt is null && (p.ExpiresOn is null || p.ExpiresOn >= Today)), Today);
        Header = new ProfileHeaderView(Profile.FullName, Profile.Uuid.Spoken, ProfileStates.View(Profile.State))
        {
            PhotoHref = Profile.HasPhoto ? $"/people/{Profile.Uuid}/photo" : null,
            ProfessionalNumber = Profile.ProfessionalNumber?.ToString(),
            WorksAt = [.. held.Where(p => p.IsActiveOn(Today)).Select(p => $"{p.OrganisationName} ({p.Organisation})").Distinct().Take(4)],
        };
        Cards = [.. (await smartcards.OfProfileAsync(Actor.ProfileId, Aborted)).Select(card =>
            new Nhs.SmartcardView(Profile.FullName, Profile.Uuid.Spoken, card.Serial.Series, card.Serial.Spoken, CardWords.State(card), card.WorksUntil is { } end ? DateWords.Expiry(end, Today) : null)
            {
                PhotoHref = Header.PhotoHref,
                Kind = "Training",
            })];
        return Page();
    }
}
