using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.RaDirectory;

/// <summary>How to reach one Registration Authority, how old that is, and a way to say that it is wrong.</summary>
[AllowAnonymous]
public sealed class EntryModel(RaDirectoryQueries directory, ReportWrongEntry report, ReportPace pace, RaPolicy policy) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public string? ReplyTo { get; set; }

    public DirectoryEntry Entry { get; private set; } = null!;

    public bool IsOverdue => Entry.IsOverdue(Today, policy.DirectoryConfirmDays);

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
        {
            return NotFound();
        }

        if (!pace.MayReport(HttpContext))
        {
            var answer = await RefuseAsync(DirectoryRefusals.TooFast);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return answer;
        }

        var outcome = await report.ExecuteAsync(
            new ReportWrongEntryRequest { Organisation = Entry.Code, What = What ?? "", ReplyTo = ReplyTo }, Session.IsSignedIn ? Actor : Actor.Service, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say("Thank you. The Registration Authority has your report among what it must deal with.");
        return LocalRedirect($"/ra-directory/{Entry.Code}");
    }

    private async Task<bool> FindAsync()
    {
        if (!OdsCode.TryParse(Code, out var code) || await directory.FindAsync(code, Aborted) is not { } entry)
        {
            return false;
        }

        Entry = entry;
        return true;
    }
}
