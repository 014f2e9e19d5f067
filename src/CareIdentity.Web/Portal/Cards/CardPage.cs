using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>What the pages of one card share: finding it by its holder and its number, and what the reader may do with it now.</summary>
public abstract class CardPage(ProfileQueries profiles, SmartcardQueries cards, CardOffers offers, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Uuid { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Serial { get; set; } = "";

    public ProfileView Profile { get; private set; } = null!;

    public Smartcards.SmartcardView Card { get; private set; } = null!;

    public IReadOnlyList<CardOffer> Offers { get; private set; } = [];

    public bool IsOwn => Profile.Id == Actor.ProfileId;

    public string Here => $"/people/{Profile.Uuid}/cards/{Card.Serial}";

    /// <summary>Null where the reader may do it now; not offered at all in the card's state counts as not found.</summary>
    protected bool IsOffered(OfferedAction action, out Refusal? whyNot)
    {
        var offer = Offers.FirstOrDefault(o => o.Action == action);
        whyNot = offer?.WhyNot;
        return offer is not null;
    }

    protected async Task<IActionResult?> FindAsync()
    {
        if (!UserUuid.TryParse(Uuid, out var uuid)
            || !CardSerial.TryParse(Serial, out var serial)
            || await profiles.FindAsync(uuid, Aborted) is not { } profile
            || await cards.FindAsync(serial, Aborted) is not { } card
            || card.HolderId != profile.Id
            || (profile.Id != Actor.ProfileId && await authority.CheckForProfileAsync(Actor, RaFunction.ViewProfile, profile.Id, Aborted) is not null))
        {
            return NotFound();
        }

        if (MergedElsewhere(uuid, profile.Uuid) is { } remaining)
        {
            return remaining;
        }

        (Profile, Card) = (profile, card);
        Offers = await offers.OfAsync(card.Id, Actor, Aborted);
        return null;
    }
}
