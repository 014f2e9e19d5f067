using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>One thing known of a person, in each profile and afterwards.</summary>
public sealed record MergedDetail(string Field, string? Surviving, string? Merged, string? Remains);

/// <summary>Decisions over two profiles of one person.</summary>
internal static class MergeRules
{
    public static Refusal? Check(Profile surviving, Profile merged)
    {
        if (surviving.MergedInto is not null || merged.MergedInto is not null)
        {
            return MergeRefusals.AlreadyMerged;
        }

        if (surviving.Kind is not ProfileKind.Person || merged.Kind is not ProfileKind.Person)
        {
            return MergeRefusals.PeopleOnly;
        }

        if (surviving.State is ProfileState.Closed)
        {
            return ProfileRefusals.Closed(surviving.FullName);
        }

        if (surviving.State is ProfileState.Unverified && merged.VerifiedAt is not null)
        {
            return MergeRefusals.SurvivorUnverified;
        }

        return Contradiction(surviving.Described, merged.Described);
    }

    /// <summary>The details of the profile that remains, with what only the other one knows.</summary>
    public static PersonalDetails Unite(PersonalDetails surviving, PersonalDetails merged) => surviving with
    {
        Title = surviving.Title ?? merged.Title,
        MiddleNames = surviving.MiddleNames ?? merged.MiddleNames,
        NameOnCard = surviving.NameOnCard ?? merged.NameOnCard,
        DateOfBirth = surviving.DateOfBirth == PersonalDetailsRules.UnknownBirth ? merged.DateOfBirth : surviving.DateOfBirth,
        NationalInsuranceNumber = surviving.NationalInsuranceNumber ?? merged.NationalInsuranceNumber,
        Email = surviving.Email ?? merged.Email,
        Mobile = surviving.Mobile ?? merged.Mobile,
        ProfessionalNumber = surviving.ProfessionalNumber ?? merged.ProfessionalNumber,
    };

    /// <summary>Everything that either of the two knows.</summary>
    public static IReadOnlyList<MergedDetail> Compare(PersonalDetails surviving, PersonalDetails merged)
    {
        var united = Unite(surviving, merged);
        return
        [
            .. DetailsChange.Values(surviving)
                .Zip(DetailsChange.Values(merged), DetailsChange.Values(united))
                .Select(x => new MergedDetail(DetailsChange.Words(x.First.Field), x.First.Value, x.Second.Value, x.Third.Value))
                .Where(detail => detail.Surviving is not null || detail.Merged is not null),
        ];
    }

    private static Refusal? Contradiction(PersonalDetails surviving, PersonalDetails merged) =>
        surviving.NationalInsuranceNumber is { } number && merged.NationalInsuranceNumber is { } other && number != other
            ? MergeRefusals.Contradiction("National Insurance numbers")
        : surviving.DateOfBirth != merged.DateOfBirth && surviving.DateOfBirth != PersonalDetailsRules.UnknownBirth && merged.DateOfBirth != PersonalDetailsRules.UnknownBirth
            ? MergeRefusals.Contradiction("dates of birth")
        : null;
}
