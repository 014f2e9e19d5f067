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
public sealed class IndexModel(ProfileQueries profiles, PositionQueries positions, SmartcardQueries smartcards, CardOffers offers) : PortalPage
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
        var drawn = new List<Nhs.SmartcardView>();
        foreach (var card in await smartcards.OfProfileAsync(Actor.ProfileId, Aborted))
        {
            drawn.Add(View(card, await offers.OfAsync(card.Id, Actor, Aborted)));
        }

        Cards = drawn;
        return Page();
    }

    /// <summary>What holders do themselves; the rest is on the page of the card for those who may.</summary>
    private Nhs.SmartcardView View(Smartcards.SmartcardView card, IReadOnlyList<CardOffer> can) =>
        new(Profile.FullName, Profile.Uuid.Spoken, card.Serial.Series, card.Serial.Spoken, CardWords.State(card), card.WorksUntil is { } end ? DateWords.Expiry(end, Today) : null)
        {
            PhotoHref = Header.PhotoHref,
            Kind = "Training",
            Next = [.. can.Where(offer => offer.Action is OfferedAction.ChangePasscode or OfferedAction.Renew or OfferedAction.Cancel).Select(offer =>
                new LinkView(offer.Action is OfferedAction.Cancel ? "Report it lost or stolen" : CardWords.Action(offer.Action), $"/people/{Profile.Uuid}/cards/{card.Serial}/{CardWords.Path(offer.Action)}")
                {
                    WhyNot = offer.WhyNot?.Message,
                })],
        };
}
