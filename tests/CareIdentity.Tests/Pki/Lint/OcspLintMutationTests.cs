using System.Formats.Asn1;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Lint;
using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Profiles;
using CareIdentity.Tests.Pki.Ocsp;
using Xunit;

namespace CareIdentity.Tests.Pki.Lint;

/// <summary>Each rule over OCSP responses catches its own fault, put into a response that is otherwise right and written by the framework's ASN.1 alone.</summary>
public sealed class OcspLintMutationTests
{
    private static readonly DateTimeOffset Now = PkiGiven.Now;

    private static readonly Dictionary<string, Func<Fields, Fields>> Faults = new()
    {
        ["VersionIsLeftOut"] = f => f with { WritesVersion = true },
        ["ResponderIsNamedByItsKey"] = f => f with { Responder = new byte[20] },
        ["ProductionIsWithinTheSignersValidity"] = f => f with { ProducedAt = f.Signer.NotBefore.AddSeconds(-1), ThisUpdate = f.Signer.NotBefore.AddHours(-1), RevokedAt = f.Signer.NotBefore.AddDays(-2) },
        ["SomethingIsAnswered"] = f => f with { Answered = [], AnswersForMany = true },
        ["EveryQuestionIsAnsweredInItsOrder"] = f => f with { Answered = [.. f.Answered.Reverse()] },
        ["AnswersForItsIssuerOnly"] = f => f with { Answered = [f.Foreign, .. f.Answered], AnswersForMany = true },
        ["RevocationIsNotInTheFuture"] = f => f with { RevokedAt = Now.AddSeconds(1) },
        ["ReasonIsOneToBeWritten"] = f => f with { Reason = 0 },
        ["ThisUpdateIsNotInTheFuture"] = f => f with { ThisUpdate = Now.AddSeconds(1) },
        ["NextUpdateIsAhead"] = f => f with { NextUpdate = Now },
        ["SignerOutlivesItsAnswers"] = f => f with { NextUpdate = f.Signer.NotAfter.AddSeconds(1) },
        ["NonceIsTheRequests"] = f => f with { Nonce = new byte[32] },
        ["ExtendedRevokeIsSaidWhereItHolds"] = f => f with { IsExtendedRevoke = true },
        ["ExtensionsAreOnesThatWeWrite"] = f => f with { HasUnknown = true },
    };

    public static TheoryData<string> RuleNames => [.. OcspLint.Rules.Select(rule => rule.GetType().Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public async Task The_rule_catches_its_fault(string rule)
    {
        using var given = await PkiGiven.AHierarchy();
        using var other = await PkiGiven.AHierarchy();
        var right = await RightAsync(given, other);
        Assert.Empty(Check(right, given));

        var found = Check(Faults[rule](right), given);

        Assert.Equal([rule], found.Select(f => f.Rule));
    }

    [Fact]
    public async Task A_response_without_its_nonce_or_with_one_that_nobody_asked_for_is_found()
    {
        using var given = await PkiGiven.AHierarchy();
        using var other = await PkiGiven.AHierarchy();
        var right = await RightAsync(given, other);

        Assert.Equal("NonceIsTheRequests", Assert.Single(Check(right with { Nonce = null }, given)).Rule);
        Assert.Equal("NonceIsTheRequests", Assert.Single(Check(right with { AnswersForMany = true, KeepsNonce = true }, given)).Rule);
    }

    [Fact]
    public async Task A_revocation_for_what_was_never_issued_must_say_so()
    {
        using var given = await PkiGiven.AHierarchy();
        using var other = await PkiGiven.AHierarchy();
        var never = await RightAsync(given, other) with { RevokedAt = DateTimeOffset.UnixEpoch, Reason = 6 };

        Assert.Equal("ExtendedRevokeIsSaidWhereItHolds", Assert.Single(Check(never, given)).Rule);
        Assert.Empty(Check(never with { IsExtendedRevoke = true }, given));
    }

    [Fact]
    public void No_two_rules_have_one_name_and_every_rule_cites_its_authority()
    {
        Assert.Equal(OcspLint.Rules.Count, OcspLint.Rules.Select(rule => rule.GetType()).Distinct().Count());
        Assert.All(OcspLint.Rules, rule => Assert.Matches("^RFC (6960|9654|5280) §", rule.Citation));
        Assert.Equal(typeof(IOcspRule).Assembly.GetTypes().Count(type => type.IsAssignableTo(typeof(IOcspRule)) && type.IsClass), OcspLint.Rules.Count);
    }

    [Fact]
    public async Task A_malformed_response_is_a_finding_and_not_an_exception()
    {
        using var given = await PkiGiven.AHierarchy();
        using var other = await PkiGiven.AHierarchy();
        var right = await RightAsync(given, other);
        var octets = right.Write();

        for (var cut = 1; cut < octets.Length; cut += 7)
        {
            var found = OcspLint.Check(octets.AsMemory(0, cut), right.Request, right.Signer, right.KeyHash, new OcspIssuer(given.Hierarchy.Issuing));
            Assert.Equal("ResponseIsWellFormed", Assert.Single(found).Rule);
        }
    }

    private static IReadOnlyList<CareIdentity.Pki.Finding> Check(Fields fields, PkiGiven given) =>
        OcspLint.Check(fields.Write(), fields.AnswersForMany ? null : fields.Request, fields.Signer, fields.KeyHash, new OcspIssuer(given.Hierarchy.Issuing));

    private static async Task<Fields> RightAsync(PkiGiven given, PkiGiven other)
    {
        var key = await given.KeyStore.CreateKeyAsync(KeyName.Parse("ocsp-1"), KeyKind.EcP256, default);
        var prepared = given.Issuer.Prepare(PkiGiven.AProfile(CertificatePurpose.OcspSigning), given.ServiceDetails(CertificatePurpose.OcspSigning, key) with { NotBefore = Now.AddDays(-1) });
        var signer = await given.Issuer.SignAsync(prepared.Value, default);
        byte[] nonce = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        var request = OcspRequest.Parse(OcspOctets.Request(given.Hierarchy.Issuing, [SerialNumber.Create(), SerialNumber.Create()], nonce, sha256: true));
        var foreign = OcspRequest.Parse(OcspOctets.Request(other.Hierarchy.Issuing, [SerialNumber.Create()], null, sha256: true)).CertIds[0];
        return new Fields { Request = request, Foreign = foreign, Answered = request.CertIds, Signer = signer, Responder = KeyHashOf(signer), KeyHash = KeyHashOf(signer), Nonce = nonce };
    }

    // KeyHash ::= OCTET STRING -- SHA-1 hash of responder's public key (RFC 6960 §4.2.1)
#pragma warning disable RS0030, CA5350
    private static byte[] KeyHashOf(ParsedCertificate signer) => System.Security.Cryptography.SHA1.HashData(SubjectPublicKey.Parse(signer.PublicKey).KeyBits.Span);
#pragma warning restore RS0030, CA5350

    private sealed record Fields
    {
        public required OcspRequest Request { get; init; }

        public required CertId Foreign { get; init; }

        public required ParsedCertificate Signer { get; init; }

        public required byte[] KeyHash { get; init; }

        /// <summary>An answer without a request has no nonce either.</summary>
        public bool AnswersForMany { get; init; }

        public bool KeepsNonce { get; init; }

        public bool WritesVersion { get; init; }

        public required byte[] Responder { get; init; }

        public DateTimeOffset ProducedAt { get; init; } = Now;

        /// <summary>All are revoked.</summary>
        public required IReadOnlyList<CertId> Answered { get; init; }

        public DateTimeOffset RevokedAt { get; init; } = Now.AddDays(-2);

        public int Reason { get; init; } = 1;

        public DateTimeOffset ThisUpdate { get; init; } = Now;

        public DateTimeOffset NextUpdate { get; init; } = Now.AddHours(1);

        public byte[]? Nonce { get; init; }

        public bool IsExtendedRevoke { get; init; }

        public bool HasUnknown { get; init; }

        // ResponseData, RFC 6960 §4.2.1
        public byte[] Write()
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                if (WritesVersion)
                {
                    using (writer.PushSequence(Tag(0)))
                    {
                        writer.WriteInteger(0);
                    }
                }

                using (writer.PushSequence(Tag(2)))
                {
                    writer.WriteOctetString(Responder);
                }

                Time(writer, ProducedAt);
                using (writer.PushSequence())
                {
                    foreach (var id in Answered)
                    {
                        Single(writer, id);
                    }
                }

                Extensions(writer);
            }

            return writer.Encode();
        }

        private void Single(AsnWriter writer, CertId id)
        {
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(id.Encoded.Span);
                using (writer.PushSequence(Tag(1)))
                {
                    Time(writer, RevokedAt);
                    using (writer.PushSequence(Tag(0)))
                    {
                        writer.WriteEncodedValue([0x0A, 1, (byte)Reason]);
                    }
                }

                Time(writer, ThisUpdate);
                using (writer.PushSequence(Tag(0)))
                {
                    Time(writer, NextUpdate);
                }
            }
        }

        private void Extensions(AsnWriter writer)
        {
            var nonce = AnswersForMany && !KeepsNonce ? null : Nonce;
            if (nonce is null && !IsExtendedRevoke && !HasUnknown)
            {
                return;
            }

            using (writer.PushSequence(Tag(1)))
            using (writer.PushSequence())
            {
                if (nonce is not null)
                {
                    Extension(writer, "1.3.6.1.5.5.7.48.1.2", inner => inner.WriteOctetString(nonce));
                }

                if (IsExtendedRevoke)
                {
                    Extension(writer, "1.3.6.1.5.5.7.48.1.9", inner => inner.WriteNull());
                }

                if (HasUnknown)
                {
                    Extension(writer, "2.999.1", inner => inner.WriteNull());
                }
            }
        }

        private static void Extension(AsnWriter writer, string type, Action<AsnWriter> value)
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(type);
                using (writer.PushOctetString())
                {
                    value(writer);
                }
            }
        }

        private static void Time(AsnWriter writer, DateTimeOffset time) => writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);

        private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);
    }
}
