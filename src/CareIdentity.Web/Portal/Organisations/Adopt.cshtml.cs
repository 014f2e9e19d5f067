using System.Security.Cryptography;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Cards of another estate, taken into stock with the keys that open them. The file stays in memory and is zeroed once it was read.</summary>
[RequestFormLimits(MemoryBufferThreshold = 2 * AdoptedCardList.MaxBytes)]
public sealed class AdoptModel(OrganisationQueries organisations, AdoptCards adopt, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    /// <summary>The header alone: an example line would be a card that nobody has.</summary>
    public async Task<IActionResult> OnGetTemplateAsync() => await FindAsync()
        ?? File(System.Text.Encoding.UTF8.GetBytes(string.Join(',', AdoptedCardList.Columns) + "\r\n"), "text/csv; charset=utf-8", "adopt-cards.csv");

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        ModelState.Remove(nameof(Upload));
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), "Choose the file");
            return Page();
        }

        using var list = await ReadAsync(Upload);
        foreach (var problem in list.Problems)
        {
            ModelState.AddModelError(nameof(Upload), problem);
        }

        if (list.Problems.Count > 0)
        {
            return Page();
        }

        if ((await adopt.ExecuteAsync(new AdoptCardsRequest { Organisation = OdsCode.Parse(Code), Cards = list.Cards }, Actor, Aborted)).IsRefused(out var refusal, out var taken))
        {
            return await RefuseAsync(refusal);
        }

        Say($"{DateWords.Count(taken.Registered, "card")} adopted into stock.{(taken.KnownAlready > 0 ? $" {DateWords.Count(taken.KnownAlready, "card")} known already and left as they were." : "")} Delete the file now.");
        return LocalRedirect($"/organisations/{Code}/stock");
    }

    private async Task<AdoptedCardList> ReadAsync(IFormFile upload)
    {
        // One byte more than is read: a longer file is told from one that just fits.
        var content = GC.AllocateArray<byte>(AdoptedCardList.MaxBytes + 1, pinned: true);
        try
        {
            await using var stream = upload.OpenReadStream();
            var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, Aborted);
            return AdoptedCardList.Read(content.AsSpan(0, length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!OdsCode.TryParse(Code, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        (Code, Name) = (code.Value, organisation.Name);
        return await authority.CheckAsync(Actor, RaFunction.IssueSmartcard, code, Aborted) is { } refusal ? await RefusePageAsync(refusal) : null;
    }
}
