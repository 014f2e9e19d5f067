using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>Assisted unlock: the holder is present and chooses the new passcode.</summary>
public sealed class UnlockModel(ProfileQueries profiles, SmartcardQueries cards, Authority authority, StartCardOperation start) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Uuid { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Serial { get; set; } = "";

    public ProfileView Profile { get; private set; } = null!;

    public Smartcards.SmartcardView Card { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var refusal = await authority.CheckForProfileAsync(Actor, RaFunction.UnlockSmartcard, Profile.Id, Aborted)
            ?? (Profile.Id == Actor.ProfileId ? ProfileRefusals.OwnProfile : null);
        return refusal is null ? Page() : await RefusePageAsync(refusal);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await start.ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.Unlock, ProfileId = Profile.Id, SmartcardId = Card.Id }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out var admitted) ? await RefuseAsync(refusal) : CardWorkModel.Begin(this, admitted);
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!UserUuid.TryParse(Uuid, out var uuid)
            || !CardSerial.TryParse(Serial, out var serial)
            || await profiles.FindAsync(uuid, Aborted) is not { } profile
            || await cards.FindAsync(serial, Aborted) is not { } card
            || card.HolderId != profile.Id)
        {
            return NotFound();
        }

        if (MergedElsewhere(uuid, profile.Uuid) is { } remaining)
        {
            return remaining;
        }

        (Profile, Card) = (profile, card);
        return null;
    }
}
