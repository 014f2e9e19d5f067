using System.Globalization;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Search;

namespace CareIdentity.Population;

/// <summary>Who somebody is: a name as people of a community bear it, dates, numbers, and how they are reached.</summary>
internal static class PersonMaker
{
    private const string PrefixLetters = "ABCEGHJKLMNPRSTWXY";

    public static PersonalDetails Of(SeededNumbers numbers, PostShape post, DateOnly today)
    {
        var (given, families) = Community(numbers);
        var first = numbers.MostlyFirst(given);
        var family = Family(numbers, families);
        return new PersonalDetails
        {
            GivenName = first,
            MiddleNames = numbers.OneIn(3) ? numbers.MostlyFirst(given) : null,
            FamilyName = family,
            DateOfBirth = today.AddYears(-19).AddDays(-numbers.Below(47 * 365)),
            NationalInsuranceNumber = numbers.Percent(92) ? NationalInsurance(numbers) : null,
            Email = numbers.Percent(95) ? Email(numbers, first, family) : null,
            Mobile = numbers.Percent(70) ? string.Create(CultureInfo.InvariantCulture, $"07700 9{numbers.Below(100_000):D5}") : null,
            ProfessionalNumber = post.Register is { } register ? Professional(numbers, register) : null,
        };
    }

    /// <summary>Three documents as they are asked for: one with a photo, one of the address, one more.</summary>
    public static void AddDocuments(IdentityCheck check, SeededNumbers numbers)
    {
        var on = ClockDates.OnDay(check.CheckedAt);
        var passport = numbers.Percent(70);
        check.Documents.AddRange(
        [
            new IdentityDocument
            {
                Id = numbers.Id(check.CheckedAt), CheckId = check.Id, Kind = passport ? "uk-passport" : "other-passport",
                Issuer = passport ? "HM Passport Office" : "Abroad", Number = Digits(numbers, 9), ExpiresOn = on.AddDays(60 + numbers.Below(3_000)),
            },
            new IdentityDocument { Id = numbers.Id(check.CheckedAt), CheckId = check.Id, Kind = "bank-statement", Issuer = "The bank", IssuedOn = on.AddDays(-numbers.Below(80)) },
            new IdentityDocument { Id = numbers.Id(check.CheckedAt), CheckId = check.Id, Kind = "utility-bill", Issuer = "The supplier", IssuedOn = on.AddDays(-numbers.Below(80)) },
        ]);
    }

    /// <summary>Every word that a name here can have.</summary>
    public static IEnumerable<string> AllWords() => PeopleNames.Communities
        .SelectMany(community => community.Given.Concat(community.Family))
        .Concat(PeopleNames.RareFamilies)
        .SelectMany(name => NameText.Words(name));

    private static (string[] Given, string[] Family) Community(SeededNumbers numbers)
    {
        var place = numbers.Below(100);
        foreach (var (share, given, family) in PeopleNames.Communities)
        {
            place -= share;
            if (place < 0)
            {
                return (given, family);
            }
        }

        throw new InvalidOperationException("The shares of the communities are a hundred in all.");
    }

    private static string Family(SeededNumbers numbers, string[] families)
    {
        var family = numbers.OneIn(3) ? numbers.Of(PeopleNames.RareFamilies) : numbers.MostlyFirst(families);
        return numbers.OneIn(25) ? $"{family}-{numbers.MostlyFirst(families)}" : family;
    }

    private static NationalInsuranceNumber? NationalInsurance(SeededNumbers numbers)
    {
        var text = $"{PrefixLetters[numbers.Below(PrefixLetters.Length)]}{PrefixLetters[numbers.Below(PrefixLetters.Length)]}{Digits(numbers, 6)}{"ABCD"[numbers.Below(4)]}";
        return NationalInsuranceNumber.TryParse(text, out var number) ? number : null;
    }

    private static EmailAddress? Email(SeededNumbers numbers, string given, string family)
    {
        var name = NameText.Joined($"{given} {family}").Replace(' ', '.');
        return EmailAddress.TryParse(string.Create(CultureInfo.InvariantCulture, $"{name}{numbers.Below(10_000)}@training.nhs.net"), out var email) ? email : null;
    }

    private static ProfessionalNumber? Professional(SeededNumbers numbers, string register)
    {
        var number = register switch
        {
            "GMC" => $"C{Digits(numbers, 7)}",
            "NMC" => $"{Digits(numbers, 2)}A{Digits(numbers, 4)}E",
            "HCPC" => $"PH{Digits(numbers, 6)}",
            _ => Digits(numbers, 7),
        };
        return ProfessionalNumber.TryParse($"{register}:{number}", out var professional) ? professional : null;
    }

    private static string Digits(SeededNumbers numbers, int count) => string.Create(count, numbers, (digits, from) =>
    {
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = (char)('0' + from.Below(10));
        }
    });
}
