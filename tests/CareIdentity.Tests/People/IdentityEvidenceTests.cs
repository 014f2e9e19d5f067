using CareIdentity.People;

namespace CareIdentity.Tests.People;

public sealed class IdentityEvidenceTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    private static readonly PersonalDetails Asha = new() { GivenName = "Asha", FamilyName = "Patel", DateOfBirth = new DateOnly(1988, 2, 10) };

    private static readonly RecordedDocument Passport = new() { Kind = Kind("uk-passport"), Issuer = "HM Passport Office", Number = "123456789", ExpiresOn = new DateOnly(2030, 1, 1) };

    private static readonly RecordedDocument Bill = new() { Kind = Kind("utility-bill"), Issuer = "Severn Water", IssuedOn = new DateOnly(2026, 5, 1) };

    private static readonly RecordedDocument Statement = new() { Kind = Kind("bank-statement"), Issuer = "Harbour Bank", IssuedOn = new DateOnly(2026, 4, 20) };

    [Fact]
    public void One_photo_one_address_and_one_more_are_enough() => Assert.Empty(Check(Passport, Bill, Statement));

    [Fact]
    public void Two_documents_of_one_provider_count_once() =>
        Assert.Equal(["evidence.three-documents"], Check(Passport, Bill, Statement with { Issuer = "severn WATER" }));

    [Fact]
    public void Three_of_one_category_are_not_enough() =>
        Assert.Equal(["evidence.combination"], Check(Bill, Statement, Bill with { Kind = Kind("council-tax"), Issuer = "Dorset Council" }));

    [Fact]
    public void Proof_of_address_is_at_most_three_months_old()
    {
        Assert.Empty(Check(Passport, Statement, Bill with { IssuedOn = new DateOnly(2026, 3, 15) }));
        Assert.Equal(["evidence.too-old"], Check(Passport, Statement, Bill with { IssuedOn = new DateOnly(2026, 3, 14) }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Utility bill")]
    [InlineData("  bank ")]
    public void The_issuer_is_named(string issuer) => Assert.Equal(["evidence.issuer"], Check(Passport, Statement, Bill with { Issuer = issuer }));

    [Fact]
    public void An_expired_passport_is_no_photo_document() =>
        Assert.Equal(["evidence.expired"], Check(Passport with { ExpiresOn = Today.AddDays(-1) }, Bill, Statement));

    [Fact]
    public void A_document_from_the_future_is_refused() =>
        Assert.Equal(["evidence.issued-in-future"], Check(Passport, Statement, Bill with { IssuedOn = Today.AddDays(1) }));

    [Fact]
    public void Every_fault_names_its_field()
    {
        var faults = IdentityEvidenceRules.Check([Passport with { Number = "1" }, Bill with { IssuedOn = null }, Statement], Asha, Today, 3);

        Assert.Equal(["Documents[0].Number", "Documents[1].IssuedOn"], faults.Select(f => f.Field));
    }

    private static IEnumerable<string> Check(params RecordedDocument[] documents) =>
        IdentityEvidenceRules.Check(documents, Asha, Today, 3).Select(r => r.Code);

    private static DocumentKind Kind(string code) => DocumentKind.Find(code)!;
}
