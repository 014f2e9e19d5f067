using CareIdentity.Access;
using CareIdentity.Applications;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Applications;

/// <summary>Many people by a file, for one reason and one position: all are invited, or what is wrong is said line by line and nobody is.</summary>
public sealed class FileModel(InviteApplicants invite, PositionQueries positions, SponsorQueries sponsors, Authority authority) : InvitePage(invite, positions, sponsors, authority)
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<InvitationFault> Faults { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindPlaceAsync() ?? Page();

    /// <summary>The header alone: an example line would be somebody.</summary>
    public async Task<IActionResult> OnGetTemplateAsync() => await FindPlaceAsync() ?? File(System.Text.Encoding.UTF8.GetBytes(InvitationFile.Header + "\r\n"), "text/csv; charset=utf-8", "invite.csv");

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindPlaceAsync() is { } refused)
        {
            return refused;
        }

        ModelState.Remove(nameof(Upload));
        CheckShape();
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), "Choose the file");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await using var content = Upload!.OpenReadStream();
        if ((await InvitationFile.ReadAsync(content, Aborted)).IsRefused(out var unreadable, out var file))
        {
            return await RefuseAsync(unreadable, unreadable.Field);
        }

        Faults = file.Faults;
        if (Faults.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (await InviteAsync(file.People) is { } refusal)
        {
            return await RefuseAsync(refusal);
        }

        Say($"{file.People.Count} people are invited. The links are on their way.");
        return LocalRedirect("/applications?list=open");
    }
}
