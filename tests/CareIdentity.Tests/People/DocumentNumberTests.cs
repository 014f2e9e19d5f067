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
    [InlineData("uk-passport", "12345678", "A UK passport number has 9 digits, such as 123456789; this one has 8")]
    [InlineData("uk-passport", "12345678O", "A UK passport number has 9 digits, such as 123456789; this one has O")]
    [InlineData("uk-passport", "", "A UK passport number has 9 digits, such as 123456789")]
    [InlineData("evisa", "W1234567", "A share code has 9 letters and digits and begins with W, R or S; this one has 8")]
    [InlineData("ni-letter", "QQ123456C", "No National Insurance number begins with QQ")]
    [InlineData("ni-letter", "AB 12 34 56", "A National Insurance number has 9 characters, such as QQ 12 34 56 C; this one has 8")]
    [InlineData("ni-letter", "AB 12 34 5O C", "The 6 characters in the middle of a National Insurance number are digits; this one has O")]
    [InlineData("ni-letter", "AB 12 34 56 E", "A National Insurance number ends in A, B, C or D")]
    [InlineData("ni-letter", "1B 12 34 56 A", "A National Insurance number begins with 2 letters, such as QQ 12 34 56 C")]
    [InlineData("uk-driving-licence", "PATEL 852108 A99 A", "A driving licence number has 16 letters and digits, such as PATEL 852108 A99 AB, or 8 digits from Northern Ireland; this one has 15")]
    [InlineData("uk-driving-licence", "PAT3L 852108 A99 AB", "A driving licence number begins with 5 letters of the family name, filled up with 9, such as PATEL or LI999")]
    [InlineData("uk-driving-licence", "PATEL 85210B A99 AB", "The 6th to 11th characters of a driving licence number are digits, such as 852108; this one has 85210B")]
    [InlineData("uk-driving-licence", "PATEL 893108 A99 AB", "The 6th to 11th characters of a driving licence number are a date of birth, such as 852108 for 10 February 1988; 893108 is none, or what follows is not of its form")]
    public void A_wrong_number_is_explained(string kind, string typed, string sentence)
    {
        Assert.Null(DocumentNumber.Canonical(DocumentKind.Find(kind)!, typed, out var wrong));
        Assert.Equal(sentence, wrong);
    }

    [Theory]
    [InlineData("GPHC 2012345", null)]
    [InlineData("gmc:c1234567", null)]
    [InlineData("2012345", "Begin with the register: GPHC, GMC, NMC, HCPC")]
    [InlineData("", "Begin with the register: GPHC, GMC, NMC, HCPC")]
    [InlineData("NMC 123", "A number of the Nursing and Midwifery Council looks like NMC 12A3456E")]
    public void A_wrong_number_of_a_register_is_explained(string typed, string? sentence) => Assert.Equal(sentence, ProfessionalNumber.WhatIsWrong(typed));

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
