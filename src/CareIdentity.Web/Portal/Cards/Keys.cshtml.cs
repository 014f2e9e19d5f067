using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>The master key of the cards: since when, how many cards follow it, and changing it.</summary>
public sealed class KeysModel(Authority authority, CardKeyQueries keys, ChangeCardMasterKey change) : PortalPage
{
    [BindProperty]
    public string? Why { get; set; }

    public CardKeyProgress Progress { get; private set; } = new(0, null, 0, 0, 0);

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await ReadAsync() is { } refused)
        {
            return refused;
        }

        if (string.IsNullOrWhiteSpace(Why))
        {
            ModelState.AddModelError(nameof(Why), "Enter why the master key is changed");
            return Page();
        }

        if ((await change.ExecuteAsync(new Reason(Why.Trim()), Actor, Aborted)).IsRefused(out var refusal, out var generation))
        {
            return await RefuseAsync(refusal);
        }

        Say($"Keys of cards are derived from master key {generation} from now on. Each card gets its new keys when it is next seen.");
        return LocalRedirect("/cards/keys");
    }

    private async Task<IActionResult?> ReadAsync()
    {
        if (await authority.CheckAsync(Actor, RaFunction.ChangeCardMasterKey, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Progress = await keys.ProgressAsync(Aborted);
        return null;
    }
}
