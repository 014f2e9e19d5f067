using CareIdentity.Kernel;
using CareIdentity.OfflineForms;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.OfflineForms;

/// <summary>Forms to print before an outage, and the store of those that were entered afterwards.</summary>
public sealed class IndexModel(OfflineFormQueries forms, PurgeOfflineForms purge, Authority authority) : PortalPage
{
    public ListState State { get; private set; } = null!;

    /// <summary>Null where this role does not enter forms: they can still be printed.</summary>
    public OfflineFormPage? Store { get; private set; }

    public OfflineFormKind? Shown { get; private set; }

    public bool MayPurge => Session.Can(RaFunction.PurgeOfflineForms);

    public async Task<IActionResult> OnGetAsync()
    {
        await FindAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostPurgeAsync()
    {
        await FindAsync();
        if ((await purge.ExecuteAsync(Actor, Aborted)).IsRefused(out var refusal, out var purged))
        {
            return await RefuseAsync(refusal);
        }

        Say($"{DateWords.Count(purged.Forms, "form")} purged. The history says which and when, and nothing of whom they were about.");
        return LocalRedirect("/offline-forms");
    }

    private async Task FindAsync()
    {
        State = ListState.Of(Request, ["q", "kind"], ["date"]);
        Shown = Enum.TryParse<OfflineFormKind>(State.Filter("kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;
        Store = await authority.CheckAsync(Actor, RaFunction.EnterOfflineForm, Aborted) is null
            ? await forms.ListAsync(Actor, State.Filter("q"), Shown, State.Skip, ListState.PageSize, Aborted)
            : null;
    }
}
