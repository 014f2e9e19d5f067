using System.Security.Cryptography;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>The script of a check by video, on one page beside the call; every step is confirmed, and numbers sent to the person's telephone are read out.</summary>
public sealed class VideoModel(IdentityCases cases) : IdentityJourneyPage(cases)
{
    [BindProperty]
    public List<string> Steps { get; set; } = [];

    [BindProperty]
    public string? ReadOut { get; set; }

    /// <summary>In two groups, as people read numbers.</summary>
    public string Spoken => Answers.VideoCode is { } code ? $"{code[..3]} {code[3..]}" : "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindVideoAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Answers.VideoEdition is not null)
        {
            (Steps, ReadOut) = ([.. VideoScript.Steps.Select(step => step.Code)], Answers.VideoCode);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindVideoAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (VideoScript.Steps.FirstOrDefault(step => !Steps.Contains(step.Code)) is { } missing)
        {
            ModelState.AddModelError(nameof(Steps), $"Tick every step, or stop here and meet them face to face: “{missing.Title}” is not ticked");
        }

        if (string.Concat((ReadOut ?? "").Where(char.IsAsciiDigit)) != Answers.VideoCode)
        {
            ModelState.AddModelError(nameof(ReadOut), "These are not the numbers that were sent");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await KeepAsync(Answers with { VideoEdition = VideoScript.Edition });
        return LocalRedirect(Address("documents"));
    }

    private async Task<IActionResult?> FindVideoAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (!Answers.HasDetails || Answers.Manner is not CheckManner.RemoteByVideo || Answers.Mobile is null)
        {
            return LocalRedirect(Address("details"));
        }

        if (Answers.VideoCode is null)
        {
            await KeepAsync(Answers with { VideoCode = RandomNumberGenerator.GetString("0123456789", VideoScript.Digits) });
        }

        return null;
    }
}
