using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Smartcards;
using CareIdentity.Web.Portal.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>A sponsor asks for a first card or for another in its place.</summary>
public sealed class RequestCardModel(
    ProfileQueries profiles, PositionQueries positions, Authority authority, SmartcardQueries smartcards, RaiseChange raise, RaPolicy policy) : ProfilePage(profiles, positions, authority)
{
    private const string First = "First";

    /// <summary>A first card, or why another.</summary>
    [BindProperty]
    public string? Need { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public override string Tab => "cards";

    public int Cards { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await FindAskableAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAskableAsync() is { } missing)
        {
            return missing;
        }

        var need = Enum.TryParse<CardNeed>(Need, out var why) && Enum.IsDefined(why) ? why : (CardNeed?)null;
        if (need is null && Need != First)
        {
            ModelState.AddModelError(nameof(Need), "Select what they need");
            return Page();
        }

        var asked = await raise.ExecuteAsync(
            new RaiseChangeRequest { Kind = need is null ? RequestKind.IssueCard : RequestKind.ReplaceCard, ProfileId = Profile.Id, Need = need, Note = Note ?? "" }, Actor, Aborted);
        if (asked.IsRefused(out var refusal, out var reference))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say(RequestWords.Sent(reference, policy));
        return LocalRedirect("/requests?list=yours");
    }

    private async Task<IActionResult?> FindAskableAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var refusal = IsOwn ? ProfileRefusals.OwnProfile : await Authority.CheckForProfileAsync(Actor, RaFunction.RaiseRequest, Profile.Id, Aborted);
        if (refusal is not null)
        {
            return await RefusePageAsync(refusal);
        }

        Cards = (await smartcards.OfProfileAsync(Profile.Id, Aborted)).Count(card => card.State is not (SmartcardState.Cancelled or SmartcardState.Destroyed));
        return null;
    }
}
