using CareIdentity.Kernel;
using CareIdentity.Search;

namespace CareIdentity.People;

/// <summary>A document as the checker records it.</summary>
public sealed record RecordedDocument
{
    public required DocumentKind Kind { get; init; }

    public required string Issuer { get; init; }

    public string? Number { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }
}

/// <summary>Three documents: one photo, one address, one more of either; at least one number (decisions.md §3).</summary>
public static class IdentityEvidenceRules
{
    public const int DocumentsNeeded = 3;

    /// <summary>Everything wrong with the evidence, each with the field <c>Documents[i].Member</c>; empty when it is enough.</summary>
    public static IReadOnlyList<Refusal> Check(
        IReadOnlyList<RecordedDocument> documents, PersonalDetails person, DateOnly today, int addressAgeMonths, CheckManner manner = CheckManner.FaceToFace)
    {
        var wrong = new List<Refusal>();
        for (var i = 0; i < documents.Count; i++)
        {
            wrong.AddRange(CheckAlone(documents[i], person, today, addressAgeMonths, manner).Select(r => r with { Field = $"Documents[{i}].{r.Field}" }));
        }

        if (Distinct(documents) < DocumentsNeeded)
        {
            wrong.Add(EvidenceRefusals.NotEnough);
        }
        else if (!EvidenceCombination.All.Any(combination => combination.Fits(documents)))
        {
            wrong.Add(EvidenceRefusals.WrongCombination);
        }
        else if (documents.All(d => d.Number is null))
        {
            wrong.Add(EvidenceRefusals.NoNumber);
        }

        return wrong;
    }

    /// <summary>What is wrong with one of them, whatever the others are.</summary>
    public static IEnumerable<Refusal> CheckAlone(RecordedDocument document, PersonalDetails person, DateOnly today, int addressAgeMonths, CheckManner manner)
    {
        if (document.Kind.OnlineOnly && manner is not CheckManner.OnlineApplication)
        {
            yield return EvidenceRefusals.OnlineOnly(document.Kind);
        }

        if (NameText.Words(document.Issuer).Count == 0 || NameText.Joined(document.Issuer) is "utility bill" or "bank" or "council" or "utility")
        {
            yield return EvidenceRefusals.IssuerMissing(document.Kind);
        }

        if (document.Kind.HasNumber)
        {
            var number = DocumentNumber.Canonical(document.Kind, document.Number ?? "", out var sentence);
            if (number is null)
            {
                yield return EvidenceRefusals.NumberWrong(sentence!);
            }
            else if (document.Kind.NumberForm is "uk-driving-licence" && person.DateOfBirth is { } born && !DocumentNumber.LicenceFits(number, person.FamilyName, born))
            {
                yield return EvidenceRefusals.LicenceDoesNotFit;
            }
        }

        if (document.IssuedOn > today)
        {
            yield return EvidenceRefusals.IssuedInFuture;
        }
        else if (document.Kind.AgeLimited && document.IssuedOn is null)
        {
            yield return EvidenceRefusals.IssueDateMissing(document.Kind);
        }
        else if (document.Kind.AgeLimited && document.IssuedOn < today.AddMonths(-addressAgeMonths))
        {
            yield return EvidenceRefusals.TooOld(document.Kind, addressAgeMonths);
        }

        if (document.Kind.HasExpiry && document.ExpiresOn is null)
        {
            yield return EvidenceRefusals.ExpiryMissing(document.Kind);
        }
        else if (document.ExpiresOn < (manner is CheckManner.OnlineApplication ? today.AddMonths(-document.Kind.OnlineGraceMonths) : today))
        {
            yield return EvidenceRefusals.Expired(document.Kind);
        }
    }

    /// <summary>Two address documents from one provider count once, and so does the same document recorded twice.</summary>
    private static int Distinct(IReadOnlyList<RecordedDocument> documents) =>
        documents
            .Select(d => d.Kind.Category is DocumentCategory.Address ? $"address {NameText.Joined(d.Issuer)}" : $"{d.Kind.Code} {NameText.Joined(d.Number)}")
            .Distinct()
            .Count() + documents.Sum(d => d.Kind.CountsAs - 1);
}

/// <summary>What can be wrong with identity documents.</summary>
public static class EvidenceRefusals
{
    public static readonly Refusal NotEnough = new("evidence.three-documents", "Record three different documents: one with a photo, one that proves the address, and one more of either.")
    {
        Why = "Two documents from one provider count once.",
    };

    public static readonly Refusal WrongCombination = new("evidence.combination", "The three documents must include one with a photo and one that proves the address.")
    {
        Why = $"Enough is: {string.Join("; or ", EvidenceCombination.All.Select(combination => combination.Words))}.",
    };

    public static readonly Refusal ScriptMissing = new("evidence.video-script", "Go through the script of the check by video, every step.")
    {
        Why = "By video, every checker does the same, and which edition of the script it was is kept with the check.",
    };

    public static readonly Refusal NoNumber = new("evidence.number", "Record the number of at least one document.");

    public static readonly Refusal IssuedInFuture = new("evidence.issued-in-future", "The date of issue must be in the past.") { Field = nameof(RecordedDocument.IssuedOn) };

    public static readonly Refusal LicenceDoesNotFit = new("evidence.licence-does-not-fit", "The driving licence number does not fit the family name and date of birth.")
    {
        Why = "The first letters of the number come from the family name, the digits after them from the date of birth.",
        Next = "Check the number, the name and the date against the licence.",
        Field = nameof(RecordedDocument.Number),
    };

    public static Refusal IssuerMissing(DocumentKind kind) =>
        new("evidence.issuer", $"Enter who issued the {Lower(kind)}. “Utility bill” alone is not enough.") { Field = nameof(RecordedDocument.Issuer) };

    public static Refusal NumberWrong(string sentence) => new("evidence.number-form", sentence + ".") { Field = nameof(RecordedDocument.Number) };

    public static Refusal OnlineOnly(DocumentKind kind) =>
        new("evidence.online-only", $"A {Lower(kind)} counts in an online application only.") { Field = nameof(RecordedDocument.Issuer) };

    public static Refusal IssueDateMissing(DocumentKind kind) =>
        new("evidence.issue-date", $"Enter the date of the {Lower(kind)}.") { Field = nameof(RecordedDocument.IssuedOn) };

    public static Refusal TooOld(DocumentKind kind, int months) =>
        new("evidence.too-old", $"The {Lower(kind)} must be from the last {months} months.") { Field = nameof(RecordedDocument.IssuedOn) };

    public static Refusal ExpiryMissing(DocumentKind kind) =>
        new("evidence.expiry-date", $"Enter the date on which the {Lower(kind)} expires.") { Field = nameof(RecordedDocument.ExpiresOn) };

    public static Refusal Expired(DocumentKind kind) =>
        new("evidence.expired", $"The {Lower(kind)} has expired.") { Field = nameof(RecordedDocument.ExpiresOn) };

    private static string Lower(DocumentKind kind) =>
        kind.Name.Length > 1 && char.IsUpper(kind.Name[1]) ? kind.Name : char.ToLowerInvariant(kind.Name[0]) + kind.Name[1..];
}
