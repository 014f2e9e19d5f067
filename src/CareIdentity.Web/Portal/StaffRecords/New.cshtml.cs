using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>A staff record is set up: its name, its sites, what it owns.</summary>
public sealed class NewModel(SetUpStaffSource setUp, Authority authority) : PortalPage
{
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>ODS codes, one a line or with spaces or commas between.</summary>
    [BindProperty]
    public string? Sites { get; set; }

    [BindProperty]
    public List<string> Owned { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public bool Allowed { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Owned = [.. StaffFields.UsuallyOwned];
        return await FindAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        var sites = new List<OdsCode>();
        foreach (var word in (Sites ?? "").Split([' ', ',', ';', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Take(StaffFields.MostSites + 1))
        {
            if (!OdsCode.TryParse(word, out var code))
            {
                ModelState.AddModelError(nameof(Sites), $"{(word.Length > 20 ? word[..20] : word)} is not an ODS code");
                return Page();
            }

            sites.Add(code);
        }

        var outcome = await setUp.ExecuteAsync(new SetUpStaffSourceRequest { Name = Name ?? "", Sites = sites, Owned = Owned, Reason = Reason ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out var source))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say("The staff record is set up. Map its positions next; nothing is asked for until a sponsor approves a mapping.");
        return LocalRedirect($"/staff-records/{source}");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await authority.CheckAsync(Actor, RaFunction.ManageStaffRecords, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Allowed = true;
        return null;
    }
}
