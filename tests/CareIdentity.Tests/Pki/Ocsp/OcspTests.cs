using System.Formats.Asn1;
using System.Security.Cryptography;
using CareIdentity.Pki;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;
using CareIdentity.Tests.Pki;
using CareIdentity.Tests.Pki.Issuing;
using Xunit;

namespace CareIdentity.Tests.Pki.Ocsp;

public sealed class OcspTests
{
    private static readonly KeyName SignerKey = KeyName.Parse("ocsp-1");

    [Theory]
    [InlineData("good", "sha1", "-no_nonce")]
    [InlineData("good", "sha256", "-nonce")]
    [InlineData("revoked", "sha1", "-nonce")]
    [InlineData("unknown", "sha256", "-no_nonce")]
    public async Task OpenSSL_asks_and_accepts_the_answer(string status, string digest, string nonce)
    {
        using var given = await PkiGiven.AHierarchy();
        using var responder = (await Responder(given)).Value;
        using var openssl = OpenSsl.Here();
        openssl.Write("root.pem", given.Hierarchy.Root.ToPem());
        openssl.Write("issuing.pem", given.Hierarchy.Issuing.ToPem());
        openssl.Write("card.pem", (await given.ACard()).ToPem());
        openssl.Run($"ocsp -{digest} -issuer issuing.pem -cert card.pem {nonce} -reqout request.der");

        var request = OcspRequest.Parse(openssl.Read("request.der"));
        var answer = Answer(Assert.Single(request.CertIds), status switch
        {
            "good" => OcspStatus.Good,
            "revoked" => OcspStatus.Revoked(PkiGiven.Now.AddHours(-1), RevocationReason.KeyCompromise),
            _ => OcspStatus.Unknown,
        });
        openssl.Write("response.der", (await responder.SignAsync([answer], request, PkiGiven.Now, default)).Value);
        // With the request at hand the command compares the nonce; it would otherwise make a new one.
        var said = openssl.Run($"ocsp -{digest} -issuer issuing.pem -cert card.pem -no_nonce -reqin request.der -respin response.der -CAfile root.pem -verify_other issuing.pem -attime {PkiGiven.Now.ToUnixTimeSeconds()}");

        Assert.Equal(nonce == "-nonce", request.HasNonce);
        Assert.True(responder.Issuer.Issued(request.CertIds[0]));
        Assert.Contains("Response verify OK", said, StringComparison.Ordinal);
        // The command has no way to be told the time for thisUpdate, and says so before the status.
        Assert.Matches($@"card\.pem: (WARNING: Status times invalid\.\n.*\n)?{status}", said);
        if (status == "revoked")
        {
            Assert.Contains("Reason: keyCompromise", said, StringComparison.Ordinal);
            Assert.Contains("Revocation Time: Mar  1 08:00:00 2030 GMT", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_nonce_is_repeated_and_otherwise_there_is_none()
    {
        using var given = await PkiGiven.AHierarchy();
        using var responder = (await Responder(given)).Value;
        byte[] nonce = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        var with = OcspRequest.Parse(Request(given, SerialNumber.Create(), nonce));
        var without = OcspRequest.Parse(Request(given, SerialNumber.Create(), null));

        var first = (await responder.SignAsync([Answer(with.CertIds[0], OcspStatus.Good)], with, PkiGiven.Now, default)).Value;
        var second = (await responder.SignAsync([Answer(without.CertIds[0], OcspStatus.Good)], without, PkiGiven.Now, default)).Value;

        Assert.NotEqual(-1, first.AsSpan().IndexOf(nonce));
        Assert.Equal(-1, second.AsSpan().IndexOf(Oids.OcspNonce.Encoded));
    }

    [Fact]
    public async Task A_request_by_GET_is_the_same_request()
    {
        using var given = await PkiGiven.AHierarchy();
        var der = Request(given, SerialNumber.Create(), null);

        Assert.Equal(OcspRequest.Parse(der).CertIds[0], OcspRequest.ParseGet(Convert.ToBase64String(der)).CertIds[0]);
        Assert.Throws<PkiFormatException>(() => OcspRequest.ParseGet("not base64!"));
        Assert.Throws<PkiFormatException>(() => OcspRequest.ParseGet(new string('A', 20_000)));
    }

    [Fact]
    public async Task A_certificate_of_another_issuer_is_not_answered_for()
    {
        using var given = await PkiGiven.AHierarchy();
        using var other = await PkiGiven.AHierarchy();
        using var responder = (await Responder(given)).Value;
        var id = OcspRequest.Parse(Request(other, SerialNumber.Create(), null)).CertIds[0];

        // The names are equal, the keys are not: comparing only the name would have let it pass.
        Assert.False(responder.Issuer.Issued(id));
        Assert.Equal("AnswersForItsIssuerOnly", Assert.Single((await responder.SignAsync([Answer(id, OcspStatus.Good)], null, PkiGiven.Now, default)).Findings).Rule);
        Assert.True((await responder.SignAsync([Answer(id, OcspStatus.Unknown)], null, PkiGiven.Now, default)).Passed);
    }

    [Trait("Incident", "I6 expired OCSP answers and signers")]
    [Fact]
    public async Task Incident_an_answer_that_outlived_its_signer_or_was_stale_when_it_was_born()
    {
        using var given = await PkiGiven.AHierarchy();
        using var responder = (await Responder(given)).Value;
        var id = OcspRequest.Parse(Request(given, SerialNumber.Create(), null)).CertIds[0];

        async Task<string> Refused(OcspAnswer answer, DateTimeOffset at) => Assert.Single((await responder.SignAsync([answer], null, at, default)).Findings).Rule;

        Assert.Equal("SignerOutlivesItsAnswers", await Refused(Answer(id, OcspStatus.Good) with { NextUpdate = responder.Signer.NotAfter.AddSeconds(1) }, PkiGiven.Now));
        Assert.Equal("NextUpdateIsAhead", await Refused(Answer(id, OcspStatus.Good), PkiGiven.Now.AddDays(1)));
        Assert.Equal("ThisUpdateIsNotInTheFuture", await Refused(Answer(id, OcspStatus.Good), PkiGiven.Now.AddSeconds(-1)));
    }

    [Trait("Incident", "I5 one item of a list checked for all")]
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task One_certificate_of_another_issuer_is_found_wherever_it_stands_in_a_request(int position)
    {
        using var given = await PkiGiven.AHierarchy();
        using var other = await PkiGiven.AHierarchy();
        using var responder = (await Responder(given)).Value;
        OcspAnswer About(PkiGiven whose) => Answer(OcspRequest.Parse(Request(whose, SerialNumber.Create(), null)).CertIds[0], OcspStatus.Good);
        var answers = Enumerable.Range(0, 5).Select(i => About(i == position ? other : given)).ToList();

        Assert.False((await responder.SignAsync(answers, null, PkiGiven.Now, default)).Passed);
        answers.RemoveAt(position);
        Assert.True((await responder.SignAsync(answers, null, PkiGiven.Now, default)).Passed);
    }

    [Fact]
    public async Task A_signer_without_its_purpose_its_key_or_its_issuer_does_not_load()
    {
        using var given = await PkiGiven.AHierarchy();
        using var other = await PkiGiven.AHierarchy();
        var issuer = new OcspIssuer(given.Hierarchy.Issuing);
        using var good = (await Responder(given)).Value;
        var card = await given.ACard(key: good.Signer.PublicKey);
        using var foreign = (await Responder(other)).Value;

        async Task<string> Refused(OcspIssuer by, ParsedCertificate signer, IKeyStore store, KeyName name) =>
            Assert.Single((await OcspResponder.LoadAsync(by, signer, name, store, default)).Findings).Rule;

        Assert.Equal("SignerIsDelegated", await Refused(issuer, card, given.KeyStore, SignerKey));
        Assert.Equal("SignerKeyMatchesCertificate", await Refused(issuer, good.Signer, given.KeyStore, TrainingHierarchy.IssuingKey));
        Assert.Equal("SignerIsOfThisIssuer", await Refused(issuer, foreign.Signer, other.KeyStore, SignerKey));
    }

    [Trait("Incident", "I4 DigiNotar")]
    [Fact]
    public void A_status_that_nobody_set_is_unknown() => Assert.Equal(OcspStatusKind.Unknown, default(OcspStatus).Kind);

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public async Task A_nonce_of_no_octets_or_more_than_128_is_malformed(int length)
    {
        using var given = await PkiGiven.AHierarchy();

        Assert.Throws<PkiFormatException>(() => OcspRequest.Parse(Request(given, SerialNumber.Create(), new byte[length])));
    }

    [Fact]
    public async Task More_certificates_than_are_answered_are_malformed()
    {
        using var given = await PkiGiven.AHierarchy();
        var serials = Enumerable.Range(0, OcspRequest.MostCertIds + 1).Select(_ => SerialNumber.Create()).ToArray();

        Assert.Equal(OcspRequest.MostCertIds, OcspRequest.Parse(Request(given, serials[1..], null)).CertIds.Count);
        Assert.Throws<PkiFormatException>(() => OcspRequest.Parse(Request(given, serials, null)));
    }

    [Fact]
    public async Task A_mutated_request_is_read_or_malformed_and_nothing_else_happens()
    {
        using var given = await PkiGiven.AHierarchy();
        var seed = Request(given, SerialNumber.FromRandom(new byte[20]), new byte[32]);
        var random = new SeededOctets(6960);
        var (read, malformed) = (0, 0);

        for (var round = 0; round < 20_000; round++)
        {
            var mutated = (byte[])seed.Clone();
            for (var changes = 1 + random.Below(3); changes > 0; changes--)
            {
                mutated[random.Below(mutated.Length)] = random.Next();
            }

            try
            {
                _ = OcspRequest.Parse(mutated).CertIds[0].TryGetSerialNumber(out _);
                read++;
            }
            catch (PkiFormatException)
            {
                malformed++;
            }
        }

        Assert.True(read > 0 && malformed > 0);
    }

    [Fact]
    public void Error_responses_are_the_five_octets_of_their_status()
    {
        Assert.Equal("30030A0101", Convert.ToHexString(OcspResponder.MalformedRequest.Span));
        Assert.Equal("30030A0102", Convert.ToHexString(OcspResponder.InternalError.Span));
        Assert.Equal("30030A0103", Convert.ToHexString(OcspResponder.TryLater.Span));
        Assert.Equal("30030A0106", Convert.ToHexString(OcspResponder.Unauthorised.Span));
    }

    [Fact]
    public async Task An_answer_that_many_will_be_given_is_checked_before_it_leaves()
    {
        using var given = await PkiGiven.AHierarchy();
        using var responder = (await Responder(given, new FaultyKeyStore(given.KeyStore))).Value;
        var id = OcspRequest.Parse(Request(given, SerialNumber.Create(), null)).CertIds[0];

        await Assert.ThrowsAsync<CryptographicException>(() => responder.SignAsync([Answer(id, OcspStatus.Good)], null, PkiGiven.Now, default));
    }

    private static async Task<Checked<OcspResponder>> Responder(PkiGiven given, IKeyStore? signs = null)
    {
        var key = await given.KeyStore.CreateKeyAsync(SignerKey, KeyKind.EcP256, default);
        var prepared = given.Issuer.Prepare(PkiGiven.AProfile(CertificatePurpose.OcspSigning), new()
        {
            Subject = TrainingHierarchy.SubjectParent.With((Oids.CommonName, "OCSP 1")),
            PublicKey = key,
            SerialNumber = given.NextSerial(),
            NotBefore = PkiGiven.Now.AddDays(-1),
        });
        var signer = await given.Issuer.SignAsync(prepared.Value, default);
        return await OcspResponder.LoadAsync(new OcspIssuer(given.Hierarchy.Issuing), signer, SignerKey, signs ?? given.KeyStore, default);
    }

    private static OcspAnswer Answer(CertId id, OcspStatus status) => new(id, status, PkiGiven.Now, PkiGiven.Now.AddHours(12));

    private static byte[] Request(PkiGiven given, SerialNumber serial, byte[]? nonce) => Request(given, [serial], nonce);

    private static byte[] Request(PkiGiven given, SerialNumber[] serials, byte[]? nonce)
    {
        var issuer = given.Hierarchy.Issuing;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                foreach (var serial in serials)
                {
                    using (writer.PushSequence())
                    using (writer.PushSequence())
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                        }

                        writer.WriteOctetString(SHA256.HashData(issuer.Tbs.Subject.Span));
                        writer.WriteOctetString(SHA256.HashData(SubjectPublicKey.Parse(issuer.PublicKey).KeyBits.Span));
                        writer.WriteInteger(serial.Value.Span);
                    }
                }
            }

            if (nonce is not null)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.2");
                    var inner = new AsnWriter(AsnEncodingRules.DER);
                    inner.WriteOctetString(nonce);
                    writer.WriteOctetString(inner.Encode());
                }
            }
        }

        return writer.Encode();
    }
}
