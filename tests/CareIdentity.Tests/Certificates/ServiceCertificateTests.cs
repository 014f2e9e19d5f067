using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki;
using CareIdentity.Tests.Pki.Issuing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CareIdentity.Tests.Certificates.StatusQuestions;

namespace CareIdentity.Tests.Certificates;

/// <summary>Certificates of servers and of signers of documents: from a request to the register, the status and the lists.</summary>
public sealed class ServiceCertificateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_server_gets_the_names_of_its_request_and_nothing_else_that_it_asks_for(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var pem = RequestBuilder.Pem(
            "CN=Somebody, O=Another Trust, C=GB",
            names =>
            {
                names.AddDnsName("db-1.identity.example");
                names.AddDnsName("db.identity.example");
            },
            key: null,
            new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true),
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));

        var made = (await Certify(given, ServiceCertificateKind.Server, pem)).Value;

        var (certificate, issuing) = (made.Certificate, await Issuing(given));
        Assert.Equal(issuing.Der.ToArray(), made.Issuer.Der.ToArray());
        Assert.Equal("CN=db-1.identity.example,OU=Training,O=Care Identity Service", certificate.Subject.ToString());
        Assert.Equal(["db-1.identity.example", "db.identity.example"], certificate.Tbs.SubjectAlternativeNames.Select(name => name.Text));
        Assert.False(certificate.Tbs.IsAuthority);
        Assert.Equal(CareIdentity.Pki.Encoding.KeyUsages.DigitalSignature, certificate.Tbs.KeyUsage);
        Assert.Equal("good", await Ask(given, issuing, SerialOf(made)));
        using var openssl = OpenSsl.Here();
        openssl.Write("root.pem", (await Root(given)).ToPem());
        openssl.Write("issuing.pem", made.Issuer.ToPem());
        openssl.Write("server.pem", certificate.ToPem());
        var at = given.Ra.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string Verify(string host) => openssl.Run($"verify -x509_strict -purpose sslserver -verify_hostname {host} -attime {at} -CAfile root.pem -untrusted issuing.pem server.pem");
        Assert.Contains("server.pem: OK", Verify("db.identity.example"), StringComparison.Ordinal);
        Assert.Contains("hostname mismatch", Verify("elsewhere.example"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [EveryEngine]
    public async Task A_signer_of_documents_gets_its_common_name_for_two_years(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);

        var made = (await Certify(given, ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters of the Registration Authority"))).Value;

        Assert.Equal("CN=Letters of the Registration Authority,OU=Training,O=Care Identity Service", made.Certificate.Subject.ToString());
        Assert.Equal(made.Certificate.NotBefore.AddYears(2).AddSeconds(-1), made.Certificate.NotAfter);
        Assert.Empty(made.Certificate.Tbs.SubjectAlternativeNames);
        var listed = Assert.Single(await given.Ra.With((ServiceCertificateQueries queries) => queries.AllAsync(None)));
        Assert.Equal((SerialOf(made).ToString(), ServiceCertificateKind.Document, CertificateStatus.Active), (listed.Serial, listed.Kind, listed.Status));
    }

    [Theory]
    [EveryEngine]
    public async Task Each_step_is_committed_with_its_event_and_the_octets_are_on_record_before_they_are_signed(EngineUnderTest engine)
    {
        var keys = new WatchedKeyStore();
        await using var given = await WithACard(engine, keys);
        var reserved = new List<byte[]>();
        keys.BeforeSigning = async _ => reserved.AddRange(await given.Ra.InDb(db =>
            db.ServiceCertificates.Where(c => c.Status == CertificateStatus.Reserved).Select(c => c.ToBeSigned).ToListAsync()));

        var made = (await Certify(given, ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters"))).Value;

        Assert.Equal(made.Certificate.Tbs.Der.ToArray(), Assert.Single(reserved));
        Assert.Equal(["ServiceCertificateIssued", "ServiceCertificateReserved"], await EventsOf(given, SerialOf(made)));
    }

    [Theory]
    [EveryEngine]
    public async Task A_key_store_that_fails_leaves_a_serial_number_that_the_next_start_gives_up(EngineUnderTest engine)
    {
        var keys = new WatchedKeyStore();
        await using var given = await WithACard(engine, keys);
        keys.FailOnce(afterSigning: true);
        await Assert.ThrowsAsync<KeyStoreException>(() => Certify(given, ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters")));
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(1, (await given.Ra.With((RecoverIssuance recover) => recover.ExecuteAsync(Actor.Service, None))).Value.MadeVoid);

        var left = await given.Ra.InDb(db => db.ServiceCertificates.AsNoTracking().SingleAsync());
        Assert.Equal(CertificateStatus.Void, left.Status);
        Assert.Contains("revoked", await Ask(given, await Issuing(given), SerialNumber.Parse(left.Serial)), StringComparison.Ordinal);
        Assert.Equal(["ServiceCertificateReserved", "ServiceCertificateVoided"], await EventsOf(given, SerialNumber.Parse(left.Serial)));
    }

    [Theory]
    [EveryEngine]
    public async Task What_is_revoked_is_so_by_OCSP_and_on_the_lists_that_speak_for_it_and_ends_once(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var made = (await Certify(given, ServiceCertificateKind.Server, RequestBuilder.Pem("CN=db.identity.example"))).Value;
        Assert.Equal("good", await Ask(given, await Issuing(given), SerialOf(made)));
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Null((await Revoke(given, SerialOf(made), RevocationReason.KeyCompromise)).Refusal);

        Assert.Contains("revoked", await Ask(given, await Issuing(given), SerialOf(made)), StringComparison.Ordinal);
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(2));
        await Keep(given);
        var shard = CrlShard.Of(SerialOf(made), 4).Number;
        for (var list = 0; list <= 4; list++)
        {
            var published = await Read(given, list);
            Assert.Equal(list == 0 || list == shard ? RevocationReason.KeyCompromise : null, published.Find(SerialOf(made).Value.Span));
        }

        Assert.Equal("certificate.not-in-use", (await Revoke(given, SerialOf(made), RevocationReason.Superseded)).Refusal?.Code);
        Assert.Equal(["ServiceCertificateIssued", "ServiceCertificateReserved", "ServiceCertificateRevoked"], await EventsOf(given, SerialOf(made)));
    }

    [Theory]
    [EveryEngine]
    public async Task A_certificate_of_a_card_is_not_ended_this_way_nor_for_a_reason_that_is_not_for_servers(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await OnRecord(given))[0];
        var made = (await Certify(given, ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters"))).Value;

        Assert.Equal("certificate.no-such-certificate", (await Revoke(given, SerialNumber.Parse(card.Serial), RevocationReason.Superseded)).Refusal?.Code);
        foreach (var reason in new[] { RevocationReason.CertificateHold, RevocationReason.AuthorityCompromise, RevocationReason.AffiliationChanged, RevocationReason.RemoveFromCrl })
        {
            Assert.Equal("certificate.reason-not-yours", (await Revoke(given, SerialOf(made), reason)).Refusal?.Code);
        }
    }

    [Trait("Incident", "I2 one key in two certificates")]
    [Theory]
    [EveryEngine]
    public async Task A_key_is_certified_once_whether_a_card_or_a_server_had_it_first(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var card = (await OnRecord(given))[0];
        Assert.Null((await Certify(given, ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters", key: key))).Refusal);

        Assert.Equal("certificate.requested-key-seen-before", (await Certify(given, ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters", key: key))).Refusal?.Code);
        Assert.Equal("certificate.key-seen-before", (await OnCard(given, card, key)).Refusal?.Code);

        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Null((await OnCard(given, card, other)).Refusal);
        Assert.Equal("certificate.requested-key-seen-before", (await Certify(given, ServiceCertificateKind.Server, RequestBuilder.Pem("CN=a.example", key: other))).Refusal?.Code);
    }

    [Trait("Incident", "I2 one key in two certificates")]
    [Theory]
    [EveryEngine]
    public async Task A_card_that_reserves_the_key_between_the_question_and_the_commit_leaves_the_server_without_a_certificate(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var card = (await OnRecord(given))[0];
        Outcome<CertificateRecord>? onCard = null;

        var certified = await given.Ra.With(async (IServiceProvider room) =>
        {
            room.GetRequiredService<CareIdentityDb>().SavingChanges += (_, _) => onCard ??= Task.Run(() => OnCard(given, card, key)).GetAwaiter().GetResult();
            return await room.GetRequiredService<CertifyService>().ExecuteAsync(
                new CertifyServiceRequest { Kind = ServiceCertificateKind.Document, Pem = RequestBuilder.Pem("CN=Letters", key: key) }, Actor.Service, None);
        });

        Assert.Null(onCard!.Value.Refusal);
        Assert.Equal("certificate.requested-key-seen-before", certified.Refusal?.Code);
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(6));
        await given.Ra.With((RecoverIssuance recover) => recover.ExecuteAsync(Actor.Service, None));
        var left = await given.Ra.InDb(db => db.ServiceCertificates.AsNoTracking().SingleAsync());
        Assert.Equal(CertificateStatus.Void, left.Status);
        Assert.Null(left.Certificate);
    }

    /// <summary>The other way round a card comes last: it is refused after its reservation, which holds the serial number and no signature.</summary>
    [Trait("Incident", "I2 one key in two certificates")]
    [Theory]
    [EveryEngine]
    public async Task A_card_that_comes_last_has_reserved_and_is_not_signed(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var card = (await OnRecord(given))[0];
        Assert.Null((await Certify(given, ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters", key: key))).Refusal);

        // Who comes at the same time may share its commit, and is not refused with it.
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var outcomes = await Task.WhenAll(OnCard(given, card, other), OnCard(given, card, key));

        Assert.Equal([null, "certificate.key-seen-before"], outcomes.Select(outcome => outcome.Refusal?.Code));
        var hash = SHA256.HashData(key.ExportSubjectPublicKeyInfo());
        var left = (await OnRecord(given)).Single(c => c.KeyHash.AsSpan().SequenceEqual(hash));
        Assert.Equal(CertificateStatus.Reserved, left.Status);
        Assert.Null(left.Certificate);
    }

    public static TheoryData<ServiceCertificateKind, string, string> Hostile()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        return new()
        {
            { ServiceCertificateKind.Server, RequestBuilder.Pem("CN=*.identity.example"), "certificate.names-refused" },
            { ServiceCertificateKind.Server, RequestBuilder.Pem("CN=localhost"), "certificate.names-refused" },
            { ServiceCertificateKind.Server, RequestBuilder.Pem("O=Nobody"), "certificate.names-refused" },
            { ServiceCertificateKind.Server, RequestBuilder.Pem("CN=a.example", n => n.AddIpAddress(IPAddress.Loopback)), "certificate.names-refused" },
            { ServiceCertificateKind.Server, RequestBuilder.Pem("CN=a.example", n => { n.AddDnsName("a.example"); n.AddEmailAddress("root@a.example"); }), "certificate.names-refused" },
            { ServiceCertificateKind.Server, RequestBuilder.Pem("CN=a.example", n => { for (var i = 0; i < 101; i++) { n.AddDnsName($"h{i}.example"); } }), "certificate.names-refused" },
            { ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters", n => n.AddDnsName("a.example")), "certificate.names-refused" },
            { ServiceCertificateKind.Document, RequestBuilder.Pem("O=Nobody"), "certificate.names-refused" },
            { ServiceCertificateKind.Document, RequestBuilder.Pem("CN=555012345678"), "certificate.names-refused" },
            { ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Let\u202Etters"), "certificate.names-refused" },
            { ServiceCertificateKind.Document, RequestBuilder.OfRsa("CN=Letters", 2048), "certificate.request-refused" },
            { ServiceCertificateKind.Document, RequestBuilder.Pem("CN=Letters", key: large), "certificate.request-refused" },
            { ServiceCertificateKind.Document, "no request", "certificate.request-refused" },
        };
    }

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public async Task A_hostile_request_is_refused_by_its_code_and_leaves_nothing(ServiceCertificateKind kind, string pem, string code)
    {
        await using var given = await WithACard(new EngineUnderTest(Engine.Sqlite));

        Assert.Equal(code, (await Certify(given, kind, pem)).Refusal?.Code);

        Assert.Equal(0, await given.Ra.InDb(db => db.ServiceCertificates.CountAsync()));
    }

    private static Task<Outcome<CertificateRecord>> OnCard(GivenCards given, CertificateRecord card, ECDsa key) => given.Ra.With((IssueCertificate issue) => issue.ExecuteAsync(
        new CertificateOrder
        {
            Kind = CertificateKind.Authentication,
            PublicKey = key.ExportSubjectPublicKeyInfo(),
            Uuid = card.Uuid,
            ProfileId = card.ProfileId,
            SmartcardId = card.SmartcardId,
            OperationId = card.OperationId,
            NotBefore = SetUpIssuers.WholeSeconds(given.Ra.Clock.GetUtcNow()),
        },
        Actor.Service,
        None));

    private static Task<Outcome<ServiceCertified>> Certify(GivenCards given, ServiceCertificateKind kind, string pem) =>
        given.Ra.With((CertifyService certify) => certify.ExecuteAsync(new CertifyServiceRequest { Kind = kind, Pem = pem }, Actor.Service, None));

    private static Task<Outcome<Done>> Revoke(GivenCards given, SerialNumber serial, RevocationReason why) =>
        given.Ra.With((RevokeServiceCertificate revoke) => revoke.ExecuteAsync(new RevokeServiceCertificateRequest { Serial = serial, Why = why }, Actor.Service, None));

    private static async Task<CareIdentity.Pki.Encoding.ParsedCertificate> Root(GivenCards given) =>
        CareIdentity.Pki.Encoding.ParsedCertificate.Parse(await given.Ra.InDb(db => db.Issuers.Where(i => i.Kind == IssuerKind.Root).Select(i => i.Certificate).SingleAsync()));

    private static Task<ParsedCrl> Read(GivenCards given, int shard) => given.Ra.With(async (PublicPkiQueries queries) =>
    {
        var list = (await queries.FindListAsync("training-issuing", shard, None))!;
        var octets = new List<byte>();
        await foreach (var part in queries.ReadAsync(list.Id))
        {
            octets.AddRange(part);
        }

        return ParsedCrl.Parse(octets.ToArray());
    });

    private static SerialNumber SerialOf(ServiceCertified made) =>
        SerialNumber.TryRead(made.Certificate.Tbs.SerialNumberContent.Span, out var serial) ? serial : throw new InvalidOperationException("Not one of ours.");

    private static async Task<IEnumerable<string>> EventsOf(GivenCards given, SerialNumber serial)
    {
        var events = await given.Ra.InDb(db => db.AuditEvents.AsNoTracking().Select(e => new { e.Type, e.Detail }).ToListAsync());
        return events.Where(e => e.Detail.Contains(serial.ToString(), StringComparison.Ordinal)).Select(e => e.Type).Order(StringComparer.Ordinal);
    }
}
