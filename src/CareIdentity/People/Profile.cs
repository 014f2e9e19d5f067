using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;

namespace CareIdentity.People;

public enum ProfileKind
{
    Person,

    /// <summary>Pool identity <c>ODS TAC name</c>, lent to a named person for at most 24 hours.</summary>
    TemporaryAccessCard,
    Robot,
}

/// <summary>decisions.md §4: Unverified → Verified → Closed, and back by reopening.</summary>
public enum ProfileState
{
    Unverified,
    Verified,
    Closed,
}

/// <summary>A person (or pool identity, or robot) that the service knows for ever under one UUID.</summary>
internal sealed class Profile : IVersioned
{
    public required Guid Id { get; init; }

    public required UserUuid Uuid { get; init; }

    public required ProfileKind Kind { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it was registered; keeps the profile within an RA's scope before it has any position.</summary>
    public required OdsCode RegisteredAt { get; init; }

    public Guid Version { get; set; }

    public ProfileState State { get; private set; }

    public string? Title { get; private set; }

    public string GivenName { get; private set; } = "";

    public string? MiddleNames { get; private set; }

    public string FamilyName { get; private set; } = "";

    /// <summary>What the card shows where it differs from given and family name.</summary>
    public string? NameOnCard { get; private set; }

    /// <summary>Family name first, as <see cref="NameText"/> writes it: the order of every list.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>Null only for pool identities and robots.</summary>
    public DateOnly? DateOfBirth { get; private set; }

    public NationalInsuranceNumber? NationalInsuranceNumber { get; private set; }

    public EmailAddress? Email { get; private set; }

    public string? Mobile { get; private set; }

    public ProfessionalNumber? ProfessionalNumber { get; private set; }

    public DateTimeOffset? VerifiedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The profile that this person goes on under; null where the profile is not merged. Always the last of a chain.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>What a Temporary Access Card or a robot is for.</summary>
    public string? Notes { get; private set; }

    public string? TermsVersion { get; private set; }

    public DateTimeOffset? TermsAcceptedAt { get; private set; }

    public string FullName => string.Join(' ', new[] { GivenName, FamilyName }.Where(part => part.Length > 0));

    public PersonalDetails Described => new()
    {
        Title = Title,
        GivenName = GivenName,
        MiddleNames = MiddleNames,
        FamilyName = FamilyName,
        NameOnCard = NameOnCard,
        DateOfBirth = DateOfBirth,
        NationalInsuranceNumber = NationalInsuranceNumber,
        Email = Email,
        Mobile = Mobile,
        ProfessionalNumber = ProfessionalNumber,
    };

    public void Describe(PersonalDetails details)
    {
        (Title, GivenName, MiddleNames, FamilyName) = (details.Title, details.GivenName, details.MiddleNames, details.FamilyName);
        (NameOnCard, DateOfBirth, NationalInsuranceNumber) = (details.NameOnCard, details.DateOfBirth, details.NationalInsuranceNumber);
        (Email, Mobile, ProfessionalNumber) = (details.Email, details.Mobile, details.ProfessionalNumber);
        SortName = NameText.Joined($"{FamilyName} {GivenName}");
    }

    public void Note(string notes) => Notes = string.IsNullOrWhiteSpace(notes) ? null : notes.Trim();

    public Refusal? Verify(DateTimeOffset at)
    {
        if (State is not ProfileState.Unverified)
        {
            return State is ProfileState.Closed ? ProfileRefusals.Closed(FullName) : ProfileRefusals.AlreadyVerified(FullName);
        }

        State = ProfileState.Verified;
        VerifiedAt = at;
        return null;
    }

    public Refusal? Close(DateTimeOffset at)
    {
        if (State is ProfileState.Closed)
        {
            return ProfileRefusals.Closed(FullName);
        }

        State = ProfileState.Closed;
        ClosedAt = at;
        return null;
    }

    /// <summary>Closed for ever: the person goes on under the other profile, and so do those whom this one had taken in.</summary>
    public void MergeInto(Guid surviving, DateTimeOffset at) =>
        (State, ClosedAt, MergedInto) = (ProfileState.Closed, ClosedAt ?? at, surviving);

    /// <summary>As verified as it was. Terms are accepted anew.</summary>
    public Refusal? Reopen()
    {
        if (MergedInto is not null)
        {
            return MergeRefusals.AlreadyMerged;
        }

        if (State is not ProfileState.Closed)
        {
            return ProfileRefusals.NotClosed(FullName);
        }

        (State, ClosedAt) = (VerifiedAt is null ? ProfileState.Unverified : ProfileState.Verified, null);
        (TermsVersion, TermsAcceptedAt) = (null, null);
        return null;
    }

    public Refusal? AcceptTerms(string version, DateTimeOffset at)
    {
        if (State is ProfileState.Closed)
        {
            return ProfileRefusals.Closed(FullName);
        }

        TermsVersion = version;
        TermsAcceptedAt = at;
        return null;
    }
}
