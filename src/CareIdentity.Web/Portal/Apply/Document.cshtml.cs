using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>One document: what it is, who issued it, its number and dates. The rules are those of every identity check, said beside the field.</summary>
[AllowAnonymous]
public sealed class DocumentModel(ApplicantDesk desk, RaPolicy policy) : ApplicantPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Issuer { get; set; }

    [BindProperty]
    public string? DocumentNumber { get; set; }

    [BindProperty]
    public DateOnly? IssuedOn { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    public int AddressAgeMonths => policy.AddressProofAgeMonths;

    /// <summary>First one with a photo, then one that proves the address, then one more.</summary>
    public IEnumerable<DocumentKind> Kinds => DocumentKind.All.Where(kind => Number switch
    {
        1 => kind.Category is DocumentCategory.Photo,
        2 => kind.Category is DocumentCategory.Address,
        _ => kind is { Category: not DocumentCategory.Other, CountsAs: 1 },
    });

    public string Question => Number switch
    {
        1 => "Which document with your photo do you have?",
        2 => "How do you prove your address?",
        _ => "Which other document do you have?",
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindDocumentAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        var document = Mine.Answers.Documents.ElementAtOrDefault(Number - 1) ?? new ApplicantDocument();
        (Kind, Issuer, DocumentNumber, IssuedOn, ExpiresOn) = (document.Kind, document.Issuer, document.Number, document.IssuedOn, document.ExpiresOn);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindDocumentAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        var document = new ApplicantDocument { Kind = Kind, Issuer = Trimmed(Issuer), Number = Trimmed(DocumentNumber), IssuedOn = IssuedOn, ExpiresOn = ExpiresOn };
        Wrong(Kinds.All(kind => kind.Code != Kind), nameof(Kind), "Select the document that you have");
        Wrong(document.Issuer?.Length > 100, nameof(Issuer), "Use 100 letters or fewer");
        if (ModelState.IsValid)
        {
            foreach (var refusal in IdentityEvidenceRules.CheckAlone(document.Recorded!, Mine.Answers.Person(Mine.Email), Today, policy.AddressProofAgeMonths, CheckManner.OnlineApplication))
            {
                ModelState.AddModelError(refusal.Field == nameof(RecordedDocument.Number) ? nameof(DocumentNumber) : refusal.Field!, refusal.Message);
            }
        }

        return ModelState.IsValid ? await KeepAsync(Mine.Answers.With(Number, document)) : Page();
    }

    private async Task<IActionResult?> FindDocumentAsync() =>
        await FindAsync() ?? (Number is < 1 or > IdentityEvidenceRules.DocumentsNeeded || Number > Mine.Answers.Documents.Count + 1 ? NotFound() : null);
}
