namespace CareIdentity.People;

public enum DocumentCategory
{
    Photo,

    /// <summary>A photo on which a person of standing has written that it shows this person.</summary>
    Countersigned,
    Address,
    Other,
}

/// <summary>
/// A kind of identity document and what must be recorded of it (policy.md §4; NHS Employers identity lists 1 and 2).
/// </summary>
/// <param name="Code">Stable; stored with every check.</param>
/// <param name="NumberForm">Name of the form check, or null where a document of this kind has no number of its own.</param>
public sealed record DocumentKind(string Code, string Name, DocumentCategory Category, string? NumberForm)
{
    public bool HasNumber => NumberForm is not null;

    /// <summary>Issue date required, and how old the document may be.</summary>
    public bool AgeLimited { get; init; }

    public bool HasExpiry { get; init; }

    /// <summary>Months after its expiry for which an online application may show it (functions.md §1.7).</summary>
    public int OnlineGraceMonths { get; init; }

    /// <summary>A digital check of the address that returned two proofs counts as two documents, in an online application only.</summary>
    public int CountsAs { get; init; } = 1;

    public bool OnlineOnly { get; init; }

    /// <summary>What to write under "issuer": the authority, company or bank by name.</summary>
    public string IssuerHint { get; init; } = "For example, the company's name";

    /// <summary>A document of a company says who sent it; "utility bill" alone is no answer.</summary>
    public static IReadOnlyList<DocumentKind> All { get; } =
    [
        new("uk-passport", "UK passport", DocumentCategory.Photo, "uk-passport") { HasExpiry = true, OnlineGraceMonths = 6, IssuerHint = "HM Passport Office" },
        new("other-passport", "Passport of another country", DocumentCategory.Photo, "any") { HasExpiry = true, OnlineGraceMonths = 6, IssuerHint = "The issuing country" },
        new("uk-driving-licence", "UK photocard driving licence", DocumentCategory.Photo, "uk-driving-licence") { HasExpiry = true, IssuerHint = "DVLA or DVA" },
        new("evisa", "eVisa share code", DocumentCategory.Photo, "share-code") { IssuerHint = "UK Visas and Immigration" },
        new("forces-card", "HM Forces identity card", DocumentCategory.Photo, "any") { HasExpiry = true, IssuerHint = "Ministry of Defence" },
        new("pass-card", "PASS proof of age card", DocumentCategory.Photo, "any") { HasExpiry = true, IssuerHint = "The card's scheme" },
        new("countersigned-photo", "Photo countersigned by a person of standing", DocumentCategory.Countersigned, null) { AgeLimited = true, IssuerHint = "Full name of who signed it" },
        new("bank-statement", "Bank or building society statement", DocumentCategory.Address, null) { AgeLimited = true, IssuerHint = "The bank's name" },
        new("utility-bill", "Utility bill (gas, water, electricity, landline)", DocumentCategory.Address, null) { AgeLimited = true, IssuerHint = "The supplier's name" },
        new("council-tax", "Council tax bill", DocumentCategory.Address, null) { AgeLimited = true, IssuerHint = "The council's name" },
        new("tenancy", "Tenancy agreement", DocumentCategory.Address, null) { AgeLimited = true, IssuerHint = "The landlord or agency" },
        new("benefit-letter", "Benefit or pension letter", DocumentCategory.Address, null) { AgeLimited = true, IssuerHint = "The department" },
        new("digital-address", "Digital proof of address that returned two proofs", DocumentCategory.Address, null) { AgeLimited = true, CountsAs = 2, OnlineOnly = true, IssuerHint = "The service that checked it" },
        new("birth-certificate", "Birth or adoption certificate", DocumentCategory.Other, "any") { IssuerHint = "The register office" },
        new("marriage-certificate", "Marriage or civil partnership certificate", DocumentCategory.Other, "any") { IssuerHint = "The register office" },
        new("ni-letter", "Letter with the National Insurance number", DocumentCategory.Other, "national-insurance") { IssuerHint = "HM Revenue and Customs" },
        new("p45-p60", "P45 or P60", DocumentCategory.Other, null) { AgeLimited = false, IssuerHint = "The employer" },
    ];

    /// <summary>What a checker may hold in their hands.</summary>
    public static IEnumerable<DocumentKind> Originals => All.Where(kind => !kind.OnlineOnly);

    public static DocumentKind? Find(string code) => All.FirstOrDefault(kind => kind.Code == code);
}

/// <summary>Which documents together are enough. What is not listed in any of the rows is not.</summary>
/// <param name="Words">As a form says it.</param>
public sealed record EvidenceCombination(string Code, string Words, IReadOnlyDictionary<DocumentCategory, int> AtLeast)
{
    public static IReadOnlyList<EvidenceCombination> All { get; } =
    [
        new("photo", "one with a photo, one that proves the address, and one more of either", new Dictionary<DocumentCategory, int> { [DocumentCategory.Photo] = 1, [DocumentCategory.Address] = 1 }),
        new(
            "countersigned",
            "for somebody who has no document with a photo, a countersigned photo, one that proves the address, and a certificate or letter with a number",
            new Dictionary<DocumentCategory, int> { [DocumentCategory.Countersigned] = 1, [DocumentCategory.Address] = 1, [DocumentCategory.Other] = 1 }),
    ];

    public bool Fits(IEnumerable<RecordedDocument> documents) =>
        AtLeast.All(needed => documents.Count(document => document.Kind.Category == needed.Key) >= needed.Value);
}
