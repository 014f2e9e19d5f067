using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Cards;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>The cards of a person, drawn as cards, with what can be done next.</summary>
public sealed class CardsModel(
    ProfileQueries profiles, PositionQueries positions, Authority authority, SmartcardQueries smartcards, CardOperationQueries operations)
    : ProfilePage(profiles, positions, authority)
{
    public override string Tab => "cards";

    public IReadOnlyList<Nhs.SmartcardView> Cards { get; private set; } = [];

    /// <summary>A sponsor asks; an RA Agent issues.</summary>
    public bool MayAsk => !IsOwn && Hidden is null && Profile.State is ProfileState.Verified && Session.Can(RaFunction.RaiseRequest) && !Session.Can(RaFunction.IssueSmartcard);

    public IReadOnlyList<Guid> Unfinished { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (Hidden is null)
        {
            var mayUnlock = IsOwn ? ProfileRefusals.OwnProfile : await Authority.CheckForProfileAsync(Actor, RaFunction.UnlockSmartcard, Profile.Id, Aborted);
            Cards = [.. (await smartcards.OfProfileAsync(Profile.Id, Aborted)).Select(card => View(card, mayUnlock))];
            Unfinished = Session.Can(RaFunction.IssueSmartcard) ? await operations.UnfinishedAsync(Profile.Id, Aborted) : [];
        }

        return Page();
    }

    private Nhs.SmartcardView View(Smartcards.SmartcardView card, Refusal? mayUnlock) =>
        new(Profile.FullName, Profile.Uuid.Spoken, card.Serial.Series, card.Serial.Spoken, CardWords.State(card), card.WorksUntil is { } end ? DateWords.Expiry(end, Today) : null)
        {
            PhotoHref = Header.PhotoHref,
            Kind = "Training",
            Next =
            [
                .. card.State is SmartcardState.Locked && (IsOwn || Session.Can(RaFunction.UnlockSmartcard))
                    ? [new LinkView("Unlock with the holder", $"/people/{Profile.Uuid}/cards/{card.Serial}/unlock") { WhyNot = mayUnlock?.Message }]
                    : Array.Empty<LinkView>(),
                new LinkView("What can be done with it", $"/people/{Profile.Uuid}/cards/{card.Serial}"),
            ],
        };
}
