using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.TakeOver;

/// <summary>A position that somebody has, had, or gets by this file.</summary>
internal sealed record HeldPosition(Guid PositionId, DateOnly StartsOn, DateOnly? ExpiresOn, bool IsRemoved)
{
    public bool IsOver(DateOnly today) => IsRemoved || ExpiresOn < today;
}

/// <summary>Somebody of whom lines speak, with what is known of them and what these lines add.</summary>
internal sealed class PersonInHand(Profile profile, bool isNew)
{
    public Profile Profile => profile;

    public bool IsNew => isNew;

    public List<HeldPosition> Held { get; } = [];

    public List<(PositionAssignment Assignment, KnownPosition Position)> Added { get; } = [];

    /// <summary>The same person to lines that come later: known now, with all that these gave them.</summary>
    public PersonInHand Carried()
    {
        var carried = new PersonInHand(profile, isNew: false);
        carried.Held.AddRange(Held);
        return carried;
    }

    /// <summary>The first thing that the line says otherwise, and the column that says it. What either leaves open is no difference.</summary>
    public (string Known, string Column)? Differs(PersonalDetails said)
    {
        var known = profile.Described;
        return known.FamilyName != said.FamilyName ? (known.FamilyName, Batches.BatchColumns.FamilyName)
            : known.GivenName != said.GivenName ? (known.GivenName, Batches.BatchColumns.GivenName)
            : said.DateOfBirth is { } born && born != PersonalDetailsRules.UnknownBirth && known.DateOfBirth != born ? ($"{known.DateOfBirth:yyyy-MM-dd}", Batches.BatchColumns.DateOfBirth)
            : Other(known.MiddleNames, said.MiddleNames) ? (Words(known.MiddleNames), Batches.BatchColumns.MiddleNames)
            : Other(known.NationalInsuranceNumber, said.NationalInsuranceNumber) ? (Words(known.NationalInsuranceNumber), Batches.BatchColumns.NationalInsurance)
            : Other(known.ProfessionalNumber, said.ProfessionalNumber) ? (Words(known.ProfessionalNumber?.Value), Batches.BatchColumns.Professional)
            : Other(known.Email, said.Email) ? (Words(known.Email), Batches.BatchColumns.Email)
            : Other(known.Mobile, said.Mobile) ? (Words(known.Mobile), Batches.BatchColumns.Mobile)
            : Other(known.Title, said.Title) ? (Words(known.Title), Batches.BatchColumns.Title)
            : null;
    }

    private static bool Other<T>(T? known, T? said)
        where T : class => said is not null && !said.Equals(known);

    private static string Words(object? known) => known is null ? "nothing" : $"{known}";
}
