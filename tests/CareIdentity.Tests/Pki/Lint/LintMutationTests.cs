using System.Formats.Asn1;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Lint;
using CareIdentity.Pki.Profiles;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Lint;

/// <summary>Each rule catches its own fault, put into a certificate that is otherwise right.</summary>
public sealed class LintMutationTests
{
    private static readonly ObjectIdentifier Unknown = ObjectIdentifier.Parse("2.999.1");

    /// <summary>The rule, what kind of certificate, and how it is broken.</summary>
    private static readonly Dictionary<string, (CertificatePurpose Purpose, Func<TbsFields, TbsFields> Break)> Faults = new()
    {
        ["VersionIsThree"] = Card(f => f with { Version = 2, Extensions = [] }),
        ["SerialNumberIsPositive"] = Card(f => f with { SerialNumber = new byte[] { 0xFF } }),
        ["SerialNumberIsAtMostTwentyOctets"] = Card(f => f with { SerialNumber = (byte[])[0x40, .. f.SerialNumber.Span] }),
        ["SignatureAlgorithmSuitsTheIssuersKey"] = Card(f => f with { SignatureAlgorithm = SignatureAlgorithm.EcdsaSha512.Encoded }),
        ["IssuerIsNotEmpty"] = Card(f => f with { Issuer = DistinguishedName.Empty.Encoded.ToArray() }),
        ["IssuerRepeatsTheIssuersSubject"] = Card(f => f with { Issuer = DistinguishedName.Of((Oids.CommonName, "Another")).Encoded.ToArray() }),
        ["ValidityIsWrittenInTheFormOfItsYear"] = Card(f => f),
        ["ValidityRunsForwards"] = Card(f => f with { NotAfter = f.NotBefore.AddSeconds(-1) }),
        ["SubjectOfAnAuthorityIsNotEmpty"] = Card(f => f with { Subject = DistinguishedName.Empty.Encoded.ToArray() }),
        ["NamesAreInPreferredStrings"] = Card(f => f with { Subject = TeletexName() }),
        ["PrintableStringsKeepToTheirAlphabet"] = Card(f => f with { Subject = PrintableName("five*five") }),
        ["CommonNameIsWithinItsBound"] = Card(f => f with { Subject = Named(Oids.CommonName, new string('é', 65)) }),
        ["SerialNumberAttributeIsWithinItsBound"] = Card(f => f with { Subject = Named(Oids.SerialNumber, new string('5', 65)) }),
        ["CountryIsTwoCharacters"] = Card(f => f with { Subject = Named(Oids.Country, "GBR") }),
        ["OrganisationIsWithinItsBound"] = Card(f => f with { Subject = Named(Oids.Organisation, "") }),
        ["OrganisationalUnitIsWithinItsBound"] = Card(f => f with { Subject = Named(Oids.OrganisationalUnit, new string('u', 65)) }),
        ["UniqueIdentifiersAreAbsent"] = Card(f => f with { SubjectUniqueId = new byte[] { 1 } }),
        ["ExtensionsAreNotRepeated"] = Card(f => f with { Extensions = [.. f.Extensions, f.Extensions[^1]] }),
        ["AuthorityKeyIdentifierNamesTheIssuersKey"] = Card(f => Replace(f, ExtensionWriter.AuthorityKeyIdentifier(new byte[20]))),
        ["AuthorityKeyIdentifierIsNotCritical"] = Card(f => Flip(f, Oids.AuthorityKeyIdentifier)),
        ["SubjectKeyIdentifierNamesTheKey"] = Card(f => Replace(f, ExtensionWriter.SubjectKeyIdentifier(new byte[20]))),
        ["SubjectKeyIdentifierIsNotCritical"] = Card(f => Flip(f, Oids.SubjectKeyIdentifier)),
        ["KeyUsageIsCritical"] = Card(f => Flip(f, Oids.KeyUsage)),
        ["KeyUsageSetsABit"] = Card(f => Replace(f, new(Oids.KeyUsage, true, new byte[] { 0x03, 0x01, 0x00 }))),
        ["OnlyAuthoritiesSignCertificates"] = Card(f => Replace(f, ExtensionWriter.KeyUsage(KeyUsages.DigitalSignature | KeyUsages.KeyCertSign))),
        ["KeyUsageSuitsTheKey"] = Card(f => Replace(f, ExtensionWriter.KeyUsage(KeyUsages.DigitalSignature | KeyUsages.KeyEncipherment))),
        ["PoliciesAreNotRepeated"] = Card(f => Replace(f, ExtensionWriter.Policies([SmartcardPolicy, SmartcardPolicy]))),
        ["PoliciesAreTheIssuers"] = Card(f => Replace(f, ExtensionWriter.Policies([PolicyArc.Example.Smartcard(Realm.Live)]))),
        ["AlternativeNameIsCriticalWithoutASubject"] = Server(f => Flip(f, Oids.SubjectAlternativeName)),
        ["HostsAreNamedPlainly"] = Server(f => Replace(f, ExtensionWriter.SubjectAlternativeName(["*.care-identity.example"], false))),
        ["BasicConstraintsOfAnAuthorityIsCritical"] = Authority(f => Flip(f, Oids.BasicConstraints)),
        ["PathLengthIsOnlyForAuthorities"] = Card(f => Replace(f, ExtensionWriter.BasicConstraints(false, 0))),
        ["PathLengthIsWithinTheIssuers"] = Authority(f => Replace(f, ExtensionWriter.BasicConstraints(true, 1))),
        ["NameConstraintsAreCriticalAndOnlyForAuthorities"] = Authority(f => Flip(f, Oids.NameConstraints)),
        ["SubjectIsWithinTheIssuersNameConstraints"] = Card(f => f with { Subject = PkiGiven.Holder.ToName(DistinguishedName.Of((Oids.Organisation, "Elsewhere"))).Encoded.ToArray() }),
        ["ExtendedKeyUsageIsNotAny"] = Card(f => Replace(f, ExtensionWriter.ExtendedKeyUsage([Oids.ClientAuthentication, Oids.AnyExtendedKeyUsage]))),
        ["CrlDistributionPointIsHttp"] = Card(f => Replace(f, ExtensionWriter.DistributionPoint(new Uri("https://pki.example/a.crl")))),
        ["AuthorityInformationAccessIsHttp"] = Card(f => Replace(f, ExtensionWriter.AuthorityInformationAccess(new Uri("ldap://pki.example/a"), null))),
        ["OcspSignerIsNotChecked"] = Signer(f => f with { Extensions = [.. f.Extensions.Where(e => !e.Type.Equals(Oids.OcspNoCheck))] }),
        ["SerialNumberIsRandomEnough"] = Card(f => f with { SerialNumber = new byte[] { 0x01 } }),
        ["ValidityIsWithinTheProfile"] = Card(f => f with { NotAfter = f.NotAfter.AddSeconds(1) }),
        ["ValidityIsWithinTheIssuers"] = Card(f => f with { NotBefore = f.NotBefore.AddYears(30), NotAfter = f.NotAfter.AddYears(30) }),
        ["SubjectOfACardIsTheUuidAlone"] = Card(f => f with { Subject = TrainingHierarchy.SubjectParent.With((Oids.SerialNumber, "555012345678"), (Oids.CommonName, "Dr A. Person")).Encoded.ToArray() }),
        ["KeyIsOfAKindForThePurpose"] = Signer(f => f with { PublicKey = P384Key() }),
        ["KeyUsageMatchesThePurpose"] = Card(f => Replace(f, ExtensionWriter.KeyUsage(KeyUsages.DigitalSignature | KeyUsages.NonRepudiation))),
        ["ExtendedKeyUsageMatchesThePurpose"] = Card(f => Replace(f, ExtensionWriter.ExtendedKeyUsage([Oids.DocumentSigning]))),
        ["AuthorityMatchesThePurpose"] = Card(f => f with { Extensions = [.. f.Extensions.Where(e => !e.Type.Equals(Oids.BasicConstraints))] }),
        ["PoliciesMatchTheProfile"] = Card(f => Replace(f, ExtensionWriter.Policies([PolicyArc.Example.TemporaryAccessCard(Realm.Training)]))),
        ["IssuingAuthorityIsHeldToItsSubtree"] = Authority(f => Replace(f, ExtensionWriter.NameConstraints(NameConstraints.Under(DistinguishedName.Of((Oids.Organisation, "All")))))),
        ["ExtensionsAreOnesThatWeIssue"] = Card(f => f with { Extensions = [.. f.Extensions, new(Unknown, false, new byte[] { 0x05, 0x00 })] }),
    };

    private static ObjectIdentifier SmartcardPolicy => PolicyArc.Example.Smartcard(Realm.Training);

    public static TheoryData<string> RuleNames => [.. CertificateLint.Rules.Select(rule => rule.GetType().Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public async Task The_rule_catches_its_fault(string rule)
    {
        var (purpose, fault) = Faults[rule];
        using var given = await PkiGiven.AHierarchy();
        var (fields, profile, issuer) = await Given(given, purpose);
        Assert.Empty(CertificateLint.Check(ParsedTbs.Parse(fields.Write()), profile, issuer));

        var broken = fault(fields).Write();
        if (rule == "ValidityIsWrittenInTheFormOfItsYear")
        {
            broken = WithGeneralizedTime(fields);
        }

        var found = CertificateLint.Check(ParsedTbs.Parse(broken), profile, issuer);
        Assert.Contains(rule, found.Select(f => f.Rule));
    }

    /// <summary>Characters, not octets and not UTF-16: 64 of any kind fit (RFC 5280 appendix A.1).</summary>
    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("\U0001F3E5")]
    public async Task A_name_of_exactly_its_bound_is_kept(string character)
    {
        using var given = await PkiGiven.AHierarchy();
        var (fields, profile, issuer) = await Given(given, CertificatePurpose.CardAuthentication);
        var name = string.Concat(Enumerable.Repeat(character, 64));

        var found = CertificateLint.Check(ParsedTbs.Parse((fields with { Subject = Named(Oids.CommonName, name) }).Write()), profile, issuer);

        Assert.DoesNotContain("CommonNameIsWithinItsBound", found.Select(f => f.Rule));
    }

    [Fact]
    public void No_two_rules_have_one_name_and_every_rule_cites_its_authority()
    {
        Assert.Equal(CertificateLint.Rules.Count, CertificateLint.Rules.Select(rule => rule.GetType()).Distinct().Count());
        Assert.All(CertificateLint.Rules, rule => Assert.Matches("§|RFC|policy", rule.Citation));
        Assert.Equal(typeof(ICertificateRule).Assembly.GetTypes().Count(type => type.IsAssignableTo(typeof(ICertificateRule)) && type.IsClass), CertificateLint.Rules.Count);
    }

    [Fact]
    public async Task A_malformed_extension_is_a_finding_and_not_an_exception()
    {
        using var given = await PkiGiven.AHierarchy();
        var (fields, profile, issuer) = await Given(given, CertificatePurpose.CardAuthentication);

        var found = CertificateLint.Check(ParsedTbs.Parse(Replace(fields, new(Oids.KeyUsage, true, new byte[] { 0x05, 0x00 })).Write()), profile, issuer);

        Assert.Equal("ExtensionsAreWellFormed", Assert.Single(found).Rule);
    }

    private static async Task<(TbsFields, CertificateProfile, ParsedTbs)> Given(PkiGiven given, CertificatePurpose purpose)
    {
        if (purpose == CertificatePurpose.IssuingAuthority)
        {
            var profile = CertificateProfile.Create(new() { Purpose = purpose, Realm = Realm.Training, PermittedSubtree = TrainingHierarchy.SubjectParent }).Value;
            return (FieldsOf(given.Hierarchy.Issuing.Tbs), profile, given.Hierarchy.Root.Tbs);
        }

        var leafProfile = PkiGiven.AProfile(purpose);
        var details = purpose is CertificatePurpose.CardAuthentication ? given.Details(leafProfile) : given.ServiceDetails(purpose);
        await Task.CompletedTask;
        return (FieldsOf(given.Issuer.Prepare(leafProfile, details).Value.Tbs), leafProfile, given.Hierarchy.Issuing.Tbs);
    }

    private static TbsFields FieldsOf(ParsedTbs tbs) => new()
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

    private static TbsFields Replace(TbsFields fields, ExtensionToWrite extension) =>
        fields with { Extensions = [.. fields.Extensions.Select(e => e.Type.Equals(extension.Type) ? extension : e)] };

    private static TbsFields Flip(TbsFields fields, ObjectIdentifier type) =>
        fields with { Extensions = [.. fields.Extensions.Select(e => e.Type.Equals(type) ? e with { IsCritical = !e.IsCritical } : e)] };

    private static (CertificatePurpose, Func<TbsFields, TbsFields>) Card(Func<TbsFields, TbsFields> fault) => (CertificatePurpose.CardAuthentication, fault);

    private static (CertificatePurpose, Func<TbsFields, TbsFields>) Authority(Func<TbsFields, TbsFields> fault) => (CertificatePurpose.IssuingAuthority, fault);

    private static (CertificatePurpose, Func<TbsFields, TbsFields>) Signer(Func<TbsFields, TbsFields> fault) => (CertificatePurpose.OcspSigning, fault);

    private static (CertificatePurpose, Func<TbsFields, TbsFields>) Server(Func<TbsFields, TbsFields> fault) => (CertificatePurpose.ServiceTls, fault);

    private static byte[] P384Key()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Named(ObjectIdentifier type, string value) => TrainingHierarchy.SubjectParent.With((type, value)).Encoded.ToArray();

    // The framework's writer refuses what is not of the alphabet.
    private static byte[] PrintableName(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.5.4.3");
            writer.WriteEncodedValue([DerTag.PrintableString, (byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text)]);
        }

        return writer.Encode();
    }

    private static byte[] TeletexName()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.5.4.3");
            writer.WriteCharacterString(UniversalTagNumber.T61String, "555012345678");
        }

        return writer.Encode();
    }

    // The writer cannot make this fault, so the two UTCTimes are replaced in the octets, and the lengths that hold them.
    private static byte[] WithGeneralizedTime(TbsFields fields)
    {
        var der = fields.Write();
        var tbs = ParsedTbs.Parse(der);
        var at = der.AsSpan().IndexOf("\x17\x0d"u8);
        byte[] inner = [.. der[4..(at + 1 - 1)], 0x18, 0x0F, .. "20"u8, .. der[(at + 2)..]];
        inner[at - 4 - 1] += 2;
        var length = inner.Length;
        Assert.Equal(PkiGiven.Now, tbs.NotBefore);
        return [0x30, 0x82, (byte)(length >> 8), (byte)length, .. inner];
    }
}
