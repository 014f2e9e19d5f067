using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Validation;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Validation;

public sealed class SignInPathTests
{
    private static readonly PathRequirements Training = PathRequirements.ForSignIn(PolicyArc.Example, Realm.Training);

    [Fact]
    public async Task A_training_card_signs_in_to_a_training_service()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();
        using var validator = Validator(given, Training);

        var verdict = validator.Validate(card, PkiGiven.Now);

        Assert.Null(verdict.Finding);
        Assert.Equal([card, given.Hierarchy.Issuing, given.Hierarchy.Root], verdict.Path);
        Assert.Equal(card.NotAfter, verdict.HoldsUntil);
    }

    [Fact]
    public async Task A_training_card_is_refused_by_a_live_service_even_if_it_trusts_the_training_root()
    {
        using var given = await PkiGiven.AHierarchy();
        using var validator = Validator(given, PathRequirements.ForSignIn(PolicyArc.Example, Realm.Live));

        var verdict = validator.Validate(await given.ACard(), PkiGiven.Now);

        Assert.Equal("PolicyIsOneThatIsAsked", verdict.Finding?.Rule);
    }

    [Fact]
    public async Task A_temporary_access_card_signs_in_and_is_told_by_its_policy()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard(PkiGiven.AProfile(change: o => o with { IsTemporaryAccessCard = true }));
        using var validator = Validator(given, Training);

        Assert.True(validator.Validate(card, PkiGiven.Now).IsTrusted);
        Assert.Equal([PolicyArc.Example.TemporaryAccessCard(Realm.Training)], card.Tbs.Policies);
    }

    [Fact]
    public async Task The_signing_certificate_of_a_card_does_not_sign_in()
    {
        using var given = await PkiGiven.AHierarchy();
        using var validator = Validator(given, Training);

        var verdict = validator.Validate(await given.ACard(PkiGiven.AProfile(CertificatePurpose.CardSigning)), PkiGiven.Now);

        Assert.Equal("ExtendedKeyUsageIsTheOneAsked", verdict.Finding?.Rule);
    }

    [Theory]
    [InlineData(-1, "TimeIsWithinTheValidity")]
    [InlineData(0, null)]
    [InlineData(63158399, null)]
    [InlineData(63158400, "TimeIsWithinTheValidity")]
    public async Task A_card_is_valid_from_its_first_second_to_the_end_of_its_last(long secondsAfter, string? rule)
    {
        using var given = await PkiGiven.AHierarchy();
        using var validator = Validator(given, Training);
        var card = await given.ACard();
        Assert.Equal(PkiGiven.Now.AddSeconds(63158399), card.NotAfter);

        Assert.Equal(rule, validator.Validate(card, PkiGiven.Now.AddSeconds(secondsAfter)).Finding?.Rule);
        Assert.Equal(rule, validator.Validate(card, PkiGiven.Now.AddSeconds(secondsAfter + (secondsAfter < 0 ? 0 : 0.999))).Finding?.Rule);
    }

    [Theory]
    [InlineData(RevocationState.Revoked)]
    [InlineData(RevocationState.OnHold)]
    [InlineData(RevocationState.Unknown)]
    public async Task Only_a_certificate_that_the_register_calls_good_passes(RevocationState state)
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();
        using var validator = Validator(given, Training, (certificate, _, _) => certificate == card ? state : RevocationState.Good);

        var verdict = validator.Validate(card, PkiGiven.Now);

        Assert.Equal("CertificateIsNotRevoked", verdict.Finding?.Rule);
        Assert.Same(card, verdict.Refused);
    }

    [Fact]
    public async Task A_revoked_issuing_authority_takes_its_cards_with_it()
    {
        using var given = await PkiGiven.AHierarchy();
        using var validator = Validator(given, Training, (certificate, _, _) => certificate == given.Hierarchy.Issuing ? RevocationState.Revoked : RevocationState.Good);

        var verdict = validator.Validate(await given.ACard(), PkiGiven.Now);

        Assert.Same(given.Hierarchy.Issuing, verdict.Refused);
    }

    [Fact]
    public async Task A_card_of_another_root_with_the_same_names_is_refused()
    {
        using var given = await PkiGiven.AHierarchy();
        using var impostor = await PkiGiven.AHierarchy();
        using var validator = Validator(given, Training);

        Assert.False(validator.Validate(await impostor.ACard(), PkiGiven.Now).IsTrusted);
    }

    [Fact]
    public async Task One_changed_octet_anywhere_in_a_card_is_refused()
    {
        using var given = await PkiGiven.AHierarchy();
        using var validator = Validator(given, Training);
        var der = (await given.ACard()).Der.ToArray();

        for (var i = 0; i < der.Length; i++)
        {
            var changed = (byte[])der.Clone();
            changed[i] ^= 0x01;
            Assert.False(IsTrusted(validator, changed), $"octet {i}");
        }
    }

    [Fact]
    public async Task An_expired_issuing_authority_takes_its_cards_with_it()
    {
        using var given = await PkiGiven.AHierarchy();
        using var validator = Validator(given, Training);

        var verdict = validator.Validate(await given.ACard(), PkiGiven.Now.AddYears(12));

        Assert.Equal("TimeIsWithinTheValidity", verdict.Finding?.Rule);
        Assert.Same(given.Hierarchy.Issuing, verdict.Refused);
    }

    [Fact]
    public async Task Without_a_path_the_verdict_says_so()
    {
        using var given = await PkiGiven.AHierarchy();
        using var validator = new PathValidator([given.Hierarchy.Root], [], Training, (_, _, _) => RevocationState.Good);

        Assert.Equal("PathLeadsToAnAnchor", validator.Validate(await given.ACard(), PkiGiven.Now).Finding?.Rule);
    }

    [Theory]
    [InlineData("subject outside the subtree", "NamesAreWithinTheConstraints")]
    [InlineData("an authority below the issuing authority", "PathIsNotTooLong")]
    [InlineData("signed by a card", "IssuerIsAnAuthority")]
    [InlineData("no policy", "PoliciesAreValid")]
    [InlineData("unknown critical extension", "CriticalExtensionsAreUnderstood")]
    [InlineData("no key usage", "KeyUsageIsTheOneAsked")]
    [InlineData("a ROCA key", "KeyIsStrongEnough")]
    [InlineData("an authority as target", "TargetIsNoAuthority")]
    public async Task A_certificate_signed_outside_the_service_is_caught_by_its_rule(string fault, string rule)
    {
        using var given = await PkiGiven.AHierarchy();
        using var cardKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var card = await given.ACard(key: cardKey.ExportSubjectPublicKeyInfo());
        var name = KeyName.Parse("outside");
        given.KeyStore.Import(name, cardKey.ExportPkcs8PrivateKey());
        using var byCard = new TbsSigner(name, SubjectPublicKey.Parse(card.PublicKey), given.KeyStore);
        using var byAuthority = new TbsSigner(TrainingHierarchy.IssuingKey, SubjectPublicKey.Parse(given.Hierarchy.Issuing.PublicKey), given.KeyStore);
        var good = Fields(card.Tbs);

        // What the service itself would never sign is signed here past the lint.
        async Task<ParsedCertificate> Sign(TbsFields fields, TbsSigner? signer = null) => await (signer ?? byAuthority).SignAsync(ParsedTbs.Parse(fields.Write()), default);
        var authority = With(good, ExtensionWriter.BasicConstraints(true, null), ExtensionWriter.KeyUsage(KeyUsages.KeyCertSign), ExtensionWriter.Policies(PolicyArc.Example.All(Realm.Training)));
        List<ParsedCertificate> between = [given.Hierarchy.Issuing];
        ParsedCertificate target;
        switch (fault)
        {
            case "subject outside the subtree":
                target = await Sign(good with { Subject = DistinguishedName.Of((Oids.SerialNumber, "555012345678"), (Oids.CommonName, "555012345678")).Encoded.ToArray() });
                break;
            case "an authority below the issuing authority":
                between.Add(await Sign(Without(authority, Oids.ExtendedKeyUsage)));
                target = await Sign(Below(good, between[1]), byCard);
                break;
            case "signed by a card":
                between.Add(card);
                target = await Sign(Below(good, card), byCard);
                break;
            case "no policy":
                target = await Sign(Without(good, Oids.CertificatePolicies));
                break;
            case "unknown critical extension":
                target = await Sign(good with { Extensions = [.. good.Extensions, new(ObjectIdentifier.Parse("2.999.7"), true, new byte[] { 5, 0 })] });
                break;
            case "no key usage":
                target = await Sign(Without(good, Oids.KeyUsage));
                break;
            case "a ROCA key":
                target = await Sign(good with { PublicKey = Keys.KeyPolicyTests.RsaKey(Convert.FromHexString(Keys.BadModuli.Roca)) });
                break;
            default:
                target = await Sign(authority);
                break;
        }

        using var validator = new PathValidator([given.Hierarchy.Root], between, Training with { MostIntermediates = 3 }, (_, _, _) => RevocationState.Good);
        Assert.Equal(rule, validator.Validate(target, PkiGiven.Now).Finding?.Rule);
    }

    private static bool IsTrusted(PathValidator validator, byte[] der)
    {
        try
        {
            return validator.Validate(ParsedCertificate.Parse(der), PkiGiven.Now).IsTrusted;
        }
        catch (PkiFormatException)
        {
            return false;
        }
    }

    private static PathValidator Validator(PkiGiven given, PathRequirements requirements, RevocationCheck? revocation = null) =>
        new([given.Hierarchy.Root], [given.Hierarchy.Issuing], requirements, revocation ?? ((_, _, _) => RevocationState.Good));

    private static TbsFields Below(TbsFields fields, ParsedCertificate issuer) =>
        With(fields with { Issuer = issuer.Tbs.Subject }, ExtensionWriter.AuthorityKeyIdentifier(issuer.Tbs.SubjectKeyIdentifier!.Value.Span));

    private static TbsFields Without(TbsFields fields, ObjectIdentifier type) => fields with { Extensions = [.. fields.Extensions.Where(e => !e.Type.Equals(type))] };

    private static TbsFields With(TbsFields fields, params ExtensionToWrite[] extensions) =>
        fields with { Extensions = [.. fields.Extensions.Select(e => extensions.FirstOrDefault(x => x.Type.Equals(e.Type)) ?? e)] };

    private static TbsFields Fields(ParsedTbs tbs) => new()
    {
        SerialNumber = tbs.SerialNumberContent,
        SignatureAlgorithm = tbs.SignatureAlgorithm,
        Issuer = tbs.Issuer,
        NotBefore = tbs.NotBefore,
        NotAfter = tbs.NotAfter,
        Subject = tbs.Subject,
        PublicKey = tbs.PublicKey,
        Extensions = [.. tbs.Extensions.Select(e => new ExtensionToWrite(e.Type, e.IsCritical, e.Value))],
    };
}
