using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>The entry of a Registration Authority in the public directory: mended and confirmed by its staff, with what readers say is wrong.</summary>
public sealed class ContactModel(
    OrganisationQueries organisations, Authority authority, RaDirectoryQueries directory, ConfirmRaEntry confirm, ResolveWrongEntry resolve, RaPolicy policy) : RaEntryPage(organisations, authority)
{
    public override string Tab => "contact";

    [BindProperty]
    public Guid ReportId { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public DirectoryEntry Entry { get; private set; } = null!;

    public ListState State { get; private set; } = null!;

    public bool Resolved => State.Filter("reports") is "resolved";

    public WrongEntryPage Reports { get; private set; } = new([], 0);

    public int Days => policy.DirectoryConfirmDays;

    public bool IsOverdue => Entry.IsOverdue(Today, Days);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindEntryAsync() is { } missing)
        {
            return missing;
        }

        Written = Entry.Entry;
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        if (await FindEntryAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await confirm.ExecuteAsync(new ConfirmRaEntryRequest { Organisation = Organisation.Code, Entry = Written }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out _)
            ? await RefuseAsync(refusal, refusal.Field)
            : Told($"The entry is confirmed. Please look at it again by {DateWords.Date(Today.AddDays(Days))}.", "/contact");
    }

    public async Task<IActionResult> OnPostResolveAsync()
    {
        if (await FindEntryAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await resolve.ExecuteAsync(new ResolveWrongEntryRequest { ReportId = ReportId, Answer = Answer ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            await OnGetAsync();
            return await RefuseAsync(refusal);
        }

        return Told("The report is resolved.", "/contact");
    }

    private async Task<IActionResult?> FindEntryAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (await directory.FindAsync(Organisation.Code, Aborted) is not { } entry)
        {
            return NotFound();
        }

        Entry = entry;
        State = ListState.Of(Request, ["reports"], ["oldest"]);
        if (await Authority.CheckAsync(Actor, RaFunction.MaintainRaEntry, Organisation.Code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Reports = await directory.ReportsAsync(Organisation.Code, Resolved, State.Skip, ListState.PageSize, Aborted);
        return null;
    }
}
