using CareIdentity.People;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>What the checker has recorded so far.</summary>
public sealed record IdentityAnswers
{
    public string GivenName { get; init; } = "";

    public string? MiddleNames { get; init; }

    public string FamilyName { get; init; } = "";

    public string? NameOnCard { get; init; }

    public DateOnly? BornOn { get; init; }

    public string? NationalInsuranceNumber { get; init; }

    public string? Email { get; init; }

    public string? Mobile { get; init; }

    public string? ProfessionalNumber { get; init; }

    public CheckManner Manner { get; init; }

    /// <summary>By video: the numbers that are texted, and the edition of the script once it was gone through.</summary>
    public string? VideoCode { get; init; }

    public string? VideoEdition { get; init; }

    /// <summary>Of a countersigned photo.</summary>
    public string? Standing { get; init; }

    public int? KnownYears { get; init; }

    public bool Unrelated { get; init; }

    public Countersignature? Countersigned => Standing is { } standing && KnownYears is { } years ? new Countersignature(standing, years, Unrelated) : null;

    public IReadOnlyList<DocumentAnswer> Documents { get; init; } = [];

    /// <summary>Profiles that the checker compared and found to be other people.</summary>
    public IReadOnlyList<Guid> NotTheSameAs { get; init; } = [];

    public bool HasDetails { get; init; }

    /// <summary>Of a registration without a request: where, for whom, why.</summary>
    public string? Organisation { get; init; }

    public Guid? SponsorId { get; init; }

    /// <summary>The organisation has no sponsor; a colleague stands in.</summary>
    public bool InPlaceOfSponsor { get; init; }

    public string Note { get; init; } = "";

    public PersonalDetails Person => new()
    {
        GivenName = GivenName,
        MiddleNames = MiddleNames,
        FamilyName = FamilyName,
        NameOnCard = NameOnCard,
        DateOfBirth = BornOn,
        NationalInsuranceNumber = CareIdentity.People.NationalInsuranceNumber.TryParse(NationalInsuranceNumber, out var number) ? number : null,
        Email = EmailAddress.TryParse(Email, out var email) ? email : null,
        Mobile = Mobile,
        ProfessionalNumber = CareIdentity.People.ProfessionalNumber.TryParse(ProfessionalNumber, out var professional) ? professional : null,
    };

    public IReadOnlyList<RecordedDocument> Recorded => [.. Documents.Select(d => d.Recorded).OfType<RecordedDocument>()];

    public static IdentityAnswers From(PersonalDetails person) => new()
    {
        GivenName = person.GivenName,
        MiddleNames = person.MiddleNames,
        FamilyName = person.FamilyName,
        NameOnCard = person.NameOnCard,
        BornOn = person.DateOfBirth,
        NationalInsuranceNumber = person.NationalInsuranceNumber?.Value,
        ProfessionalNumber = person.ProfessionalNumber?.ToString(),
        Email = person.Email?.Value,
        Mobile = person.Mobile,
    };
}

/// <summary>One document as typed.</summary>
public sealed record DocumentAnswer
{
    public string? Kind { get; init; }

    public string? Issuer { get; init; }

    public string? Number { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public RecordedDocument? Recorded => DocumentKind.Find(Kind ?? "") is { } kind
        ? new RecordedDocument
        {
            Kind = kind,
            Issuer = Issuer ?? "",
            Number = kind.HasNumber ? Number ?? "" : null,
            IssuedOn = IssuedOn,
            ExpiresOn = ExpiresOn,
        }
        : null;
}
