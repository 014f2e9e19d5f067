using CareIdentity.People;

namespace CareIdentity.Tests.People;

public sealed class DocumentNumberTests
{
    [Theory]
    [InlineData("uk-passport", "123 456 789", "123456789")]
    [InlineData("uk-driving-licence", "patel 852108 a99 ab", "PATEL852108A99AB")]
    [InlineData("uk-driving-licence", "12345678", "12345678")]
    [InlineData("evisa", "w12 345 678", "W12345678")]
    [InlineData("ni-letter", "ab 12 34 56 c", "AB123456C")]
    [InlineData("birth-certificate", "bxcf 123456", "BXCF123456")]
    public void A_number_is_taken_in_any_case_and_spacing(string kind, string typed, string canonical)
    {
        Assert.Equal(canonical, DocumentNumber.Canonical(DocumentKind.Find(kind)!, typed, out var wrong));
        Assert.Null(wrong);
    }

    [Theory]
    [InlineData("uk-passport", "12345678", "A UK passport number has 9 digits, such as 123456789")]
    [InlineData("uk-passport", "", "A UK passport number has 9 digits, such as 123456789")]
    [InlineData("evisa", "A12345678", "A share code has 9 letters and digits and begins with W, R or S")]
    [InlineData("ni-letter", "QQ123456C", "A National Insurance number looks like QQ 12 34 56 C")]
    public void A_wrong_number_is_explained(string kind, string typed, string sentence)
    {
        Assert.Null(DocumentNumber.Canonical(DocumentKind.Find(kind)!, typed, out var wrong));
        Assert.Equal(sentence, wrong);
    }

    [Theory]
    [InlineData("PATEL852108A99AB", "Patel", "1988-02-10", true)]
    [InlineData("PATEL802108A99AB", "Patel", "1988-02-10", true)]
    [InlineData("PATEL852108A99AB", "Patel", "1988-10-02", false)]
    [InlineData("SMITH852108A99AB", "Patel", "1988-02-10", false)]
    [InlineData("LI999852108A99AB", "Li", "1988-02-10", true)]
    [InlineData("MCDON852108A99AB", "MacDonald", "1988-02-10", true)]
    [InlineData("ODALA852108A99AB", "Ó'Dálaigh", "1988-02-10", true)]
    public void A_driving_licence_number_must_fit_the_name_and_the_date_of_birth(string number, string familyName, string born, bool fits) =>
        Assert.Equal(fits, DocumentNumber.LicenceFits(number, familyName, DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture)));
}
