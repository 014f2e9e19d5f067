using System.Formats.Asn1;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Lint;
using CareIdentity.Pki.Revocation;
using Xunit;

namespace CareIdentity.Tests.Pki.Lint;

/// <summary>Each rule over revocation lists catches its own fault, put into a list that is otherwise right and written by the framework's ASN.1 alone.</summary>
public sealed class CrlLintMutationTests
{
    private static readonly CrlDetails Details = new() { Number = 7, ThisUpdate = PkiGiven.Now, NextUpdate = PkiGiven.Now.AddDays(2) };

    private static readonly Dictionary<string, Func<Fields, Fields>> Faults = new()
    {
        ["IssuerMaySignLists"] = f => f with { OfACard = true },
        ["AlgorithmIsTheIssuersKeys"] = f => f with { Algorithm = SignatureAlgorithm.EcdsaSha384.Encoded },
        ["IssuerRepeatsTheIssuersSubject"] = f => f with { Issuer = DistinguishedName.Of((Oids.CommonName, "Another")).Encoded.ToArray() },
        ["TimesAreWrittenInTheFormOfTheirYear"] = f => f with { Generalized = true },
        ["NextUpdateIsInTime"] = f => f with { NextUpdate = f.ThisUpdate.AddDays(10).AddSeconds(1) },
        ["AuthorityKeyIdentifierNamesTheIssuersKey"] = f => f with { KeyIdentifier = new byte[20] },
        ["NumberIsThereAndNotNegative"] = f => f with { Number = -1 },
        ["ShardHasAPlainHttpAddress"] = f => f with { Shard = "https://pki.example/1.crl" },
        ["ShardSpeaksForEndEntitiesAlone"] = f => f with { OnlyEndEntities = false },
        ["ExtensionsAreOnesThatWeWrite"] = f => f with { IsDelta = true },
    };

    private static readonly Dictionary<string, RevokedCertificate> WrongEntries = new()
    {
        ["EntryIsNotLaterThanTheList"] = new(SerialNumber.Create(), PkiGiven.Now.AddSeconds(1), RevocationReason.Superseded),
        ["ReasonIsOneOfACompleteList"] = new(SerialNumber.Create(), PkiGiven.Now, RevocationReason.RemoveFromCrl),
    };

    public static TheoryData<string> RuleNames => [.. CrlLint.Rules.Select(rule => rule.GetType().Name)];

    public static TheoryData<string> EntryRuleNames => [.. CrlLint.EntryRules.Select(rule => rule.GetType().Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public async Task The_rule_catches_its_fault(string rule)
    {
        using var given = await PkiGiven.AHierarchy();
        var right = Fields.Of(given.Hierarchy.Issuing.Tbs);
        Assert.Empty(CrlLint.Check(right.Write(), given.Hierarchy.Issuing.Tbs, SignatureAlgorithm.EcdsaSha256));

        var broken = Faults[rule](right);
        var issuer = broken.OfACard ? (await given.ACard()).Tbs : given.Hierarchy.Issuing.Tbs;
        var found = CrlLint.Check(broken.Write(), issuer, SignatureAlgorithm.EcdsaSha256);

        Assert.Contains(rule, found.Select(f => f.Rule));
        Assert.True(broken.OfACard || found.Count == 1, string.Join(", ", found.Select(f => f.Rule)));
    }

    [Theory]
    [MemberData(nameof(EntryRuleNames))]
    public async Task The_rule_over_entries_catches_its_fault_wherever_it_stands_and_nothing_is_signed(string rule)
    {
        using var given = await PkiGiven.AHierarchy();
        var right = Enumerable.Range(0, 5).Select(i => new RevokedCertificate(SerialNumber.Create(), PkiGiven.Now.AddDays(-i), RevocationReason.Superseded)).ToList();
        Assert.True((await CrlWriter.WriteAsync(given.Issuer, Details, right, default)).Passed);

        for (var at = 0; at <= right.Count; at++)
        {
            var refused = await CrlWriter.WriteAsync(given.Issuer, Details, [.. right[..at], WrongEntries[rule], .. right[at..]], default);
            Assert.Equal(rule, Assert.Single(refused.Findings).Rule);
        }
    }

    [Fact]
    public void No_two_rules_have_one_name_and_every_rule_cites_its_authority()
    {
        string[] names = [.. CrlLint.Rules.Select(rule => rule.GetType().Name), .. CrlLint.EntryRules.Select(rule => rule.GetType().Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(CrlLint.Rules.Select(rule => rule.Citation).Concat(CrlLint.EntryRules.Select(rule => rule.Citation)), citation => Assert.Matches("^RFC 5280 §5|^RFC 5280 §4.2.1.3", citation));
        var written = typeof(ICrlRule).Assembly.GetTypes().Where(type => type.IsClass && (type.IsAssignableTo(typeof(ICrlRule)) || type.IsAssignableTo(typeof(ICrlEntryRule))));
        Assert.Equal(names.Order(StringComparer.Ordinal), written.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_malformed_list_is_a_finding_and_not_an_exception()
    {
        using var given = await PkiGiven.AHierarchy();

        var found = CrlLint.Check([0x30, 0x03, 0x02, 0x01, 0x00], given.Hierarchy.Issuing.Tbs, SignatureAlgorithm.EcdsaSha256);

        Assert.Equal("ListIsWellFormed", Assert.Single(found).Rule);
    }

    private sealed record Fields
    {
        public bool OfACard { get; init; }

        public required ReadOnlyMemory<byte> Algorithm { get; init; }

        public required ReadOnlyMemory<byte> Issuer { get; init; }

        public DateTimeOffset ThisUpdate { get; init; } = PkiGiven.Now;

        public DateTimeOffset NextUpdate { get; init; } = PkiGiven.Now.AddDays(7);

        public bool Generalized { get; init; }

        public required ReadOnlyMemory<byte> KeyIdentifier { get; init; }

        public int Number { get; init; } = 7;

        public string Shard { get; init; } = "http://pki.example/1.crl";

        public bool OnlyEndEntities { get; init; } = true;

        public bool IsDelta { get; init; }

        public static Fields Of(ParsedTbs issuer) =>
            new() { Algorithm = SignatureAlgorithm.EcdsaSha256.Encoded, Issuer = issuer.Subject, KeyIdentifier = issuer.SubjectKeyIdentifier!.Value };

        // TBSCertList, RFC 5280 §5.1
        public byte[] Write()
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.WriteEncodedValue(Algorithm.Span);
                writer.WriteEncodedValue(Issuer.Span);
                Time(writer, ThisUpdate);
                Time(writer, NextUpdate);
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (writer.PushSequence())
                {
                    Extension(writer, "2.5.29.35", false, inner =>
                    {
                        using (inner.PushSequence())
                        {
                            inner.WriteOctetString(KeyIdentifier.Span, new Asn1Tag(TagClass.ContextSpecific, 0));
                        }
                    });
                    Extension(writer, "2.5.29.20", false, inner => inner.WriteInteger(Number));
                    Extension(writer, "2.5.29.28", true, Point);
                    if (IsDelta)
                    {
                        Extension(writer, "2.5.29.27", true, inner => inner.WriteInteger(6));
                    }
                }
            }

            return writer.Encode();
        }

        private void Point(AsnWriter inner)
        {
            using (inner.PushSequence())
            {
                using (inner.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (inner.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    inner.WriteCharacterString(UniversalTagNumber.IA5String, Shard, new Asn1Tag(TagClass.ContextSpecific, 6));
                }

                if (OnlyEndEntities)
                {
                    inner.WriteBoolean(true, new Asn1Tag(TagClass.ContextSpecific, 1));
                }
            }
        }

        private void Time(AsnWriter writer, DateTimeOffset time)
        {
            if (Generalized)
            {
                writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
            }
            else
            {
                writer.WriteUtcTime(time);
            }
        }

        private static void Extension(AsnWriter writer, string type, bool critical, Action<AsnWriter> value)
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(type);
                if (critical)
                {
                    writer.WriteBoolean(true);
                }

                using (writer.PushOctetString())
                {
                    value(writer);
                }
            }
        }
    }
}
