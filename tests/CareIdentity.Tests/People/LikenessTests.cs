using CareIdentity.People;

namespace CareIdentity.Tests.People;

public sealed class LikenessTests
{
    private static readonly PersonalDetails Asha = new()
    {
        GivenName = "Asha",
        FamilyName = "Patel",
        DateOfBirth = new DateOnly(1988, 2, 10),
        NationalInsuranceNumber = NationalInsurance("AB123456C"),
    };

    public static TheoryData<string, string, string, string?, bool> Pairs => new()
    {
        { "Asha", "Patel", "1988-02-10", null, true },
        { "Asha", "Patle", "1988-02-10", null, true },
        { "Ásha", "Patel", "1988-10-02", null, true },
        { "Patel", "Asha", "1988-02-10", null, true },
        { "Asha", "Shah", "1988-02-10", null, true },
        { "Someone", "Else", "1970-01-01", "AB123456C", true },
        { "Asha", "Patel", "1951-07-30", null, false },
        { "Priya", "Patel", "1988-02-11", null, false },
        { "John", "Smith", "1988-02-10", null, false },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void People_who_may_be_the_same_are_shown_and_others_are_not(string given, string family, string born, string? number, bool shown)
    {
        var known = new PersonalDetails
        {
            GivenName = given,
            FamilyName = family,
            DateOfBirth = DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture),
            NationalInsuranceNumber = number is null ? null : NationalInsurance(number),
        };

        var likeness = Likeness.Of(Asha, known, sameDocument: false);

        Assert.Equal(shown, likeness.Score >= Likeness.WorthShowing);
    }

    [Fact]
    public void The_reasons_are_said_strongest_first()
    {
        var likeness = Likeness.Of(Asha, Asha with { FamilyName = "Patle" }, sameDocument: true);

        Assert.Equal(
            ["The same identity document was recorded", "The same National Insurance number", "The same date of birth", "The same given name", "A family name that is nearly the same: Patle"],
            likeness.Reasons);
        Assert.Equal(100, likeness.Score);
    }

    private static NationalInsuranceNumber NationalInsurance(string text) => NationalInsuranceNumber.TryParse(text, out var number) ? number : throw new FormatException(text);
}
