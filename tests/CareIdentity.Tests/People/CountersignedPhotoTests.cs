using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;

namespace CareIdentity.Tests.People;

/// <summary>Somebody without a document with a photo; somebody who is checked by video. What was done is kept with the check.</summary>
public sealed class CountersignedPhotoTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 6, 15);
    private static readonly Countersignature Good = new("Pharmacist", 2, Unrelated: true);

    [Fact]
    public void A_countersigned_photo_stands_in_for_a_document_with_one_where_a_certificate_comes_with_it()
    {
        Assert.Empty(Check("countersigned-photo", "bank-statement", "birth-certificate"));
        Assert.Equal(["evidence.combination"], Check("countersigned-photo", "bank-statement", "utility-bill"));
        Assert.Equal(["evidence.combination"], Check("countersigned-photo", "birth-certificate", "marriage-certificate"));
        Assert.Empty(Check("other-passport", "bank-statement", "birth-certificate"));
        Assert.Equal(["evidence.three-documents"], Check("countersigned-photo", "bank-statement"));
        Assert.Equal(EvidenceCombination.All.Count, EvidenceCombination.All.Select(combination => combination.Code).Distinct().Count());
    }

    [Theory]
    [InlineData("Pharmacist", 2, true, null)]
    [InlineData("Pharmacist", 1, true, "evidence.countersigner-years")]
    [InlineData("Pharmacist", 30, false, "evidence.countersigner-related")]
    [InlineData("Neighbour", 30, true, "evidence.countersigner-standing")]
    public void Who_signs_is_of_standing_knows_them_for_two_years_and_is_not_related(string standing, int years, bool unrelated, string? code) =>
        Assert.Equal(code, Countersignature.Check(Documents("countersigned-photo"), new Countersignature(standing, years, unrelated))?.Code);

    [Fact]
    public void Without_such_a_photo_nobody_asks_who_signed()
    {
        Assert.Null(Countersignature.Check(Documents("other-passport"), null));
        Assert.Equal("evidence.countersigner-standing", Countersignature.Check(Documents("countersigned-photo"), null)?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task It_is_kept_who_signed_and_which_script_was_gone_through(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker) = (await given.ASponsor(), await given.AnIdChecker());
        var person = GivenPeople.Verified(GivenPeople.Asha, given.Today) with { Documents = Documents("countersigned-photo", "bank-statement", "birth-certificate"), Manner = CheckManner.RemoteByVideo };

        Task<Outcome<RegisteredPerson>> Register(VerifiedPerson verified) => given.With((RegisterPerson register) => register.ExecuteAsync(
            new RegisterPersonRequest { Organisation = Given.Given.Pharmacy, Person = verified, SponsorId = sponsor.ProfileId, Reason = "At the counter" }, checker, None));

        Assert.Equal("evidence.countersigner-standing", (await Register(person)).Refusal?.Code);
        Assert.Equal("evidence.video-script", (await Register(person with { Countersigned = Good })).Refusal?.Code);
        Assert.Equal("evidence.video-script", (await Register(person with { Countersigned = Good, VideoEdition = "2020-1" })).Refusal?.Code);
        var registered = (await Register(person with { Countersigned = Good, VideoEdition = VideoScript.Edition })).Value;

        var check = Assert.Single(await given.With((ProfileQueries profiles) => profiles.ChecksAsync(registered.ProfileId, None)));
        Assert.Equal((VideoScript.Edition, "Olive Owner", "Pharmacist", 2), (check.VideoScript, check.CountersignedBy, check.CountersignerStanding, check.CountersignerYears));
    }

    private static IEnumerable<string> Check(params string[] kinds) =>
        IdentityEvidenceRules.Check(Documents(kinds), GivenPeople.Asha, Today, 3).Select(refusal => refusal.Code);

    private static List<RecordedDocument> Documents(params string[] kinds) => [.. kinds.Select(code => DocumentKind.Find(code)!).Select(kind => new RecordedDocument
    {
        Kind = kind,
        Issuer = kind.Category is DocumentCategory.Countersigned ? "Olive Owner" : $"Issuer of {kind.Code}",
        Number = kind.HasNumber ? "AB12345" : null,
        IssuedOn = Today.AddMonths(-1),
        ExpiresOn = kind.HasExpiry ? Today.AddYears(2) : null,
    })];
}
