using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>The three documents that the checker holds in their hands.</summary>
public sealed class DocumentsModel(IdentityCases cases, RaPolicy policy)
    : IdentityJourneyPage(cases)
{
    [BindProperty]
    public List<DocumentForm> Documents { get; set; } = [];

    /// <summary>What the person is who countersigned the photo, where there is one.</summary>
    [BindProperty]
    public string? Standing { get; set; }

    [BindProperty]
    public int? KnownYears { get; set; }

    [BindProperty]
    public bool Unrelated { get; set; }

    public int AddressAgeMonths => policy.AddressProofAgeMonths;

    public string Combinations
    {
        get
        {
            var words = string.Join("; ", EvidenceCombination.All.Select(combination => combination.Words));
            return char.ToUpperInvariant(words[0]) + words[1..];
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (!Answers.HasDetails)
        {
            return LocalRedirect(Address("details"));
        }

        (Standing, KnownYears, Unrelated) = (Answers.Standing, Answers.KnownYears, Answers.Unrelated);
        Documents = [.. Enumerable.Range(0, IdentityEvidenceRules.DocumentsNeeded).Select(i => DocumentForm.Of(Answers.Documents.ElementAtOrDefault(i)))];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        Documents = [.. Documents.Take(IdentityEvidenceRules.DocumentsNeeded)];
        while (Documents.Count < IdentityEvidenceRules.DocumentsNeeded)
        {
            Documents.Add(new DocumentForm());
        }

        for (var i = 0; i < Documents.Count; i++)
        {
            if (DocumentKind.Find(Documents[i].Kind ?? "") is null)
            {
                ModelState.AddModelError($"Documents[{i}].Kind", $"Choose the kind of document {i + 1}");
            }
        }

        var given = Answers with { Documents = [.. Documents.Select(d => d.Answer)], Standing = Trimmed(Standing), KnownYears = KnownYears, Unrelated = Unrelated, NotTheSameAs = [] };
        if (ModelState.ErrorCount == 0)
        {
            foreach (var refusal in IdentityEvidenceRules.Check(given.Recorded, given.Person, Today, policy.AddressProofAgeMonths))
            {
                ModelState.AddModelError(refusal.Field ?? "Documents[0].Kind", refusal.Why is null ? refusal.Message : $"{refusal.Message} {refusal.Why}");
            }

            if (Countersignature.Check(given.Recorded, given.Countersigned) is { } unsigned)
            {
                ModelState.AddModelError(unsigned.Field is nameof(Countersignature.Years) ? nameof(KnownYears) : unsigned.Field!, unsigned.Message);
            }
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        await KeepAsync(given);
        return LocalRedirect(Address("photo"));
    }
}

/// <summary>The fields of one document.</summary>
public sealed class DocumentForm
{
    public string? Kind { get; set; }

    public string? Issuer { get; set; }

    public string? Number { get; set; }

    public DateOnly? IssuedOn { get; set; }

    public DateOnly? ExpiresOn { get; set; }

    public DocumentAnswer Answer => new() { Kind = Kind, Issuer = Issuer?.Trim(), Number = Number?.Trim(), IssuedOn = IssuedOn, ExpiresOn = ExpiresOn };

    public static DocumentForm Of(DocumentAnswer? answer) => answer is null
        ? new DocumentForm()
        : new DocumentForm { Kind = answer.Kind, Issuer = answer.Issuer, Number = answer.Number, IssuedOn = answer.IssuedOn, ExpiresOn = answer.ExpiresOn };
}
