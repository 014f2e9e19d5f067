using System.Text.Json;
using System.Text.Json.Serialization;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Applications;

/// <summary>What the applicant has answered so far, as typed.</summary>
public sealed record ApplicantAnswers
{
    public string? GivenName { get; init; }

    public string? MiddleNames { get; init; }

    public string? FamilyName { get; init; }

    /// <summary>Whether some document shows another name; null: not asked yet.</summary>
    public bool? HasOtherName { get; init; }

    public string? OtherName { get; init; }

    public DateOnly? BornOn { get; init; }

    /// <summary>Null: not asked yet. False: has none, and goes on without.</summary>
    public bool? HasNumber { get; init; }

    public string? Number { get; init; }

    public bool? IsInUk { get; init; }

    public IReadOnlyList<ApplicantDocument> Documents { get; init; } = [];

    [JsonIgnore]
    public string FullName => string.Join(' ', new[] { GivenName, MiddleNames, FamilyName }.Where(name => !string.IsNullOrWhiteSpace(name)));

    /// <summary>Digital proof of address counts as two.</summary>
    [JsonIgnore]
    public int Proofs => Documents.Sum(document => document.KindOf?.CountsAs ?? 1);

    [JsonIgnore]
    public IReadOnlyList<RecordedDocument> Recorded => [.. Documents.Select(document => document.Recorded).OfType<RecordedDocument>()];

    public static ApplicantAnswers Read(string? json) => JsonSerializer.Deserialize<ApplicantAnswers>(json ?? "{}", AuditJson.Options) ?? new ApplicantAnswers();

    public string Write() => JsonSerializer.Serialize(this, AuditJson.Options);

    public PersonalDetails Person(EmailAddress email) => new()
    {
        GivenName = GivenName ?? "",
        MiddleNames = MiddleNames,
        FamilyName = FamilyName ?? "",
        DateOfBirth = BornOn,
        NationalInsuranceNumber = NationalInsuranceNumber.TryParse(Number, out var number) ? number : null,
        Email = email,
    };

    public ApplicantAnswers With(int document, ApplicantDocument answer)
    {
        var all = Documents.ToList();
        while (all.Count < document)
        {
            all.Add(new ApplicantDocument());
        }

        all[document - 1] = answer;
        var kept = new List<ApplicantDocument>();
        foreach (var one in all)
        {
            if (kept.Sum(k => k.KindOf?.CountsAs ?? 1) < IdentityEvidenceRules.DocumentsNeeded)
            {
                kept.Add(one);
            }
        }

        return this with { Documents = kept };
    }
}

public sealed record ApplicantDocument
{
    public string? Kind { get; init; }

    public string? Issuer { get; init; }

    public string? Number { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    [JsonIgnore]
    public DocumentKind? KindOf => DocumentKind.Find(Kind ?? "");

    [JsonIgnore]
    public RecordedDocument? Recorded => KindOf is { } kind
        ? new RecordedDocument { Kind = kind, Issuer = Issuer ?? "", Number = kind.HasNumber ? Number ?? "" : null, IssuedOn = IssuedOn, ExpiresOn = ExpiresOn }
        : null;
}

/// <summary>A question of the journey.</summary>
public enum ApplicantStep
{
    Name,
    OtherName,
    NamePicture,
    Born,
    Number,
    Place,
    Document1,
    Picture1,
    Document2,
    Picture2,
    Document3,
    Picture3,
    Face,
    Check,
}

/// <summary>Which questions there are for this applicant, and which of them are answered.</summary>
public static class ApplicantSteps
{
    public static IEnumerable<ApplicantStep> Of(ApplicantAnswers answers)
    {
        yield return ApplicantStep.Name;
        yield return ApplicantStep.OtherName;
        if (answers.HasOtherName is true)
        {
            yield return ApplicantStep.NamePicture;
        }

        yield return ApplicantStep.Born;
        yield return ApplicantStep.Number;
        yield return ApplicantStep.Place;
        for (var (document, proofs) = (1, 0); proofs < IdentityEvidenceRules.DocumentsNeeded; document++)
        {
            yield return ApplicantStep.Document1 + (2 * (document - 1));
            yield return ApplicantStep.Picture1 + (2 * (document - 1));
            proofs += answers.Documents.ElementAtOrDefault(document - 1)?.KindOf?.CountsAs ?? 1;
        }

        yield return ApplicantStep.Face;
    }

    public static bool IsDone(ApplicantStep step, ApplicantAnswers answers, IReadOnlySet<PictureSlot> pictures) => step switch
    {
        ApplicantStep.Name => answers is { GivenName.Length: > 0, FamilyName.Length: > 0 },
        ApplicantStep.OtherName => answers.HasOtherName is not null,
        ApplicantStep.Born => answers.BornOn is not null,
        ApplicantStep.Number => answers.HasNumber is not null,
        ApplicantStep.Place => answers.IsInUk is not null,
        ApplicantStep.Document1 or ApplicantStep.Document2 or ApplicantStep.Document3 => answers.Documents.ElementAtOrDefault(DocumentOf(step) - 1)?.KindOf is not null,
        _ => SlotOf(step) is { } slot && pictures.Contains(slot),
    };

    /// <summary>The first that is not answered; the check of all answers where there is none.</summary>
    public static ApplicantStep Next(ApplicantAnswers answers, IReadOnlySet<PictureSlot> pictures)
    {
        foreach (var step in Of(answers))
        {
            if (!IsDone(step, answers, pictures))
            {
                return step;
            }
        }

        return ApplicantStep.Check;
    }

    public static int DocumentOf(ApplicantStep step) => ((step - ApplicantStep.Document1) / 2) + 1;

    public static PictureSlot? SlotOf(ApplicantStep step) => step switch
    {
        ApplicantStep.NamePicture => PictureSlot.Name,
        ApplicantStep.Picture1 => PictureSlot.Document1,
        ApplicantStep.Picture2 => PictureSlot.Document2,
        ApplicantStep.Picture3 => PictureSlot.Document3,
        ApplicantStep.Face => PictureSlot.Face,
        _ => null,
    };
}
