using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Issuing;

public sealed class IssuingTests
{
    [Theory]
    [InlineData(CertificatePurpose.CardAuthentication, "1.3.6.1.5.5.7.3.2")]
    [InlineData(CertificatePurpose.CardSigning, "1.3.6.1.5.5.7.3.36")]
    public async Task A_training_card_chains_to_the_training_root_for_dotnet(CertificatePurpose purpose, string extendedKeyUsage)
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard(PkiGiven.AProfile(purpose));

        using var leaf = X509CertificateLoader.LoadCertificate(card.Der.Span);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(given.Hierarchy.Root.Der.Span));
        chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(given.Hierarchy.Issuing.Der.Span));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = PkiGiven.Now.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new(extendedKeyUsage));
        chain.ChainPolicy.CertificatePolicy.Add(new(PolicyArc.Example.Smartcard(Realm.Training).ToString()));

        Assert.True(chain.Build(leaf), string.Join("; ", chain.ChainStatus.Select(s => s.StatusInformation)));
        Assert.Equal(3, chain.ChainElements.Count);
    }

    [Fact]
    public async Task OpenSSL_verifies_the_whole_chain_strictly_and_shows_only_the_UUID()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();
        using var openssl = OpenSsl.Here();
        openssl.Write("root.pem", given.Hierarchy.Root.ToPem());
        openssl.Write("issuing.pem", given.Hierarchy.Issuing.ToPem());
        openssl.Write("card.pem", card.ToPem());
        var at = PkiGiven.Now.ToUnixTimeSeconds();

        var verified = openssl.Run($"verify -x509_strict -policy_check -explicit_policy -policy {PolicyArc.Example.Smartcard(Realm.Training)} -purpose sslclient -attime {at} -CAfile root.pem -untrusted issuing.pem card.pem");
        var text = openssl.Run("x509 -in card.pem -noout -text -nameopt RFC2253");

        Assert.Contains("card.pem: OK", verified, StringComparison.Ordinal);
        Assert.Contains("Subject: CN=555012345678,serialNumber=555012345678,OU=Training,O=Care Identity Service", text, StringComparison.Ordinal);
        Assert.Contains("X509v3 Key Usage: critical\n                Digital Signature\n", text, StringComparison.Ordinal);
        Assert.Contains("TLS Web Client Authentication", text, StringComparison.Ordinal);
        Assert.Contains("Not After : Mar  1 08:59:59 2032 GMT", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Subject Alternative Name", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_is_valid_to_the_last_second_before_the_second_anniversary()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();

        Assert.Equal(PkiGiven.Now, card.NotBefore);
        Assert.Equal(new DateTimeOffset(2032, 3, 1, 8, 59, 59, TimeSpan.Zero), card.NotAfter);
    }

    [Fact]
    public async Task The_same_inputs_prepare_the_same_octets()
    {
        using var given = await PkiGiven.AHierarchy();
        var details = given.Details(PkiGiven.AProfile());

        var first = given.Issuer.Prepare(PkiGiven.AProfile(), details).Value;
        var second = given.Issuer.Prepare(PkiGiven.AProfile(), details).Value;

        Assert.Equal(first.TbsDer.ToArray(), second.TbsDer.ToArray());
    }

    [Trait("Incident", "I18 wrong profile")]
    [Fact]
    public async Task Incident_something_else_signed_than_what_was_approved()
    {
        using var given = await PkiGiven.AHierarchy();
        var prepared = given.Issuer.Prepare(PkiGiven.AProfile(), given.Details(PkiGiven.AProfile())).Value;

        var signed = await given.Issuer.SignAsync(prepared, default);

        Assert.Equal(prepared.TbsDer.ToArray(), signed.Tbs.Der.ToArray());
        Assert.Equal(prepared.SerialNumber.Value.ToArray(), signed.Tbs.SerialNumberContent.ToArray());
    }

    [Fact]
    public async Task A_prepared_certificate_is_signed_once()
    {
        using var given = await PkiGiven.AHierarchy();
        var prepared = given.Issuer.Prepare(PkiGiven.AProfile(), given.Details(PkiGiven.AProfile())).Value;

        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            await Record.ExceptionAsync(async () => await given.Issuer.SignAsync(prepared, default)))));

        Assert.Single(attempts, thrown => thrown is null);
        Assert.Equal(7, attempts.Count(thrown => thrown is InvalidOperationException));
    }

    [Fact]
    public async Task A_prepared_certificate_is_not_signed_by_another_issuer()
    {
        using var given = await PkiGiven.AHierarchy();
        using var twin = (await Issuer.LoadAsync(given.Hierarchy.Issuing, TrainingHierarchy.IssuingKey, given.KeyStore, default)).Value;
        var prepared = given.Issuer.Prepare(PkiGiven.AProfile(), given.Details(PkiGiven.AProfile())).Value;

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await twin.SignAsync(prepared, default));
    }

    [Fact]
    public async Task A_certificate_stored_before_a_crash_is_linted_again_and_signed_as_it_stands()
    {
        using var given = await PkiGiven.AHierarchy();
        var profile = PkiGiven.AProfile();
        var stored = given.Issuer.Prepare(profile, given.Details(profile)).Value.TbsDer.ToArray();

        var again = given.Issuer.PrepareStored(profile, stored).Value;
        var signed = await given.Issuer.SignAsync(again, default);

        Assert.Equal(stored, signed.Tbs.Der.ToArray());
    }

    [Fact]
    public async Task A_stored_certificate_that_was_changed_is_not_signed()
    {
        using var given = await PkiGiven.AHierarchy();
        var profile = PkiGiven.AProfile();
        var stored = given.Issuer.Prepare(profile, given.Details(profile)).Value.TbsDer.ToArray();
        // The last digit of the CN, so that it no longer agrees with the serialNumber.
        var at = stored.AsSpan().LastIndexOf("555012345678"u8);
        stored[at + 11] = (byte)'9';

        var refused = given.Issuer.PrepareStored(profile, stored);

        Assert.Equal("SubjectOfACardIsTheUuidAlone", Assert.Single(refused.Findings).Rule);
        Assert.Throws<InvalidOperationException>(() => refused.Value);
    }

    [Fact]
    public async Task An_RSA_key_from_a_card_is_certified_too()
    {
        using var given = await PkiGiven.AHierarchy();
        using var key = RSA.Create(2048);

        var card = await given.ACard(key: key.ExportSubjectPublicKeyInfo());

        Assert.Equal(PublicKeyKind.Rsa, SubjectPublicKey.Parse(card.PublicKey).Kind);
    }

    [Trait("Incident", "I1 ROCA, CVE-2017-15361")]
    [Fact]
    public async Task Incident_a_key_of_a_faulty_generator_ROCA_that_was_certified()
    {
        using var given = await PkiGiven.AHierarchy();
        var profile = PkiGiven.AProfile();

        var refused = given.Issuer.Prepare(profile, given.Details(profile, Keys.KeyPolicyTests.RsaKey(Convert.FromHexString(Keys.BadModuli.Roca))));

        Assert.Equal("RsaIsNotRoca", Assert.Single(refused.Findings).Rule);
    }

    [Fact]
    public async Task An_issuer_does_not_load_with_a_key_that_is_not_in_its_certificate()
    {
        using var given = await PkiGiven.AHierarchy();

        var swapped = await Issuer.LoadAsync(given.Hierarchy.Issuing, TrainingHierarchy.RootKey, given.KeyStore, default);
        var missing = await Issuer.LoadAsync(given.Hierarchy.Issuing, KeyName.Parse("nowhere"), given.KeyStore, default);
        var leaf = await Issuer.LoadAsync(await given.ACard(key: await given.KeyStore.CreateKeyAsync(KeyName.Parse("leaf"), KeyKind.EcP256, default)), KeyName.Parse("leaf"), given.KeyStore, default);

        Assert.Equal("IssuerKeyMatchesCertificate", Assert.Single(swapped.Findings).Rule);
        Assert.Equal("IssuerKeyExists", Assert.Single(missing.Findings).Rule);
        Assert.Equal("IssuerIsAnAuthority", Assert.Single(leaf.Findings).Rule);
    }

    [Trait("Incident", "I18 wrong profile")]
    [Fact]
    public async Task A_wrong_signature_from_the_key_store_never_leaves_the_issuer()
    {
        using var given = await PkiGiven.AHierarchy();
        using var issuer = (await Issuer.LoadAsync(given.Hierarchy.Issuing, TrainingHierarchy.IssuingKey, new FaultyKeyStore(given.KeyStore), default)).Value;
        var prepared = issuer.Prepare(PkiGiven.AProfile(), given.Details(PkiGiven.AProfile())).Value;

        await Assert.ThrowsAsync<CryptographicException>(async () => await issuer.SignAsync(prepared, default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await issuer.SignAsync(prepared, default));
    }

    [Fact]
    public async Task A_hierarchy_cut_short_after_its_keys_is_made_with_the_same_keys()
    {
        using var store = new InMemoryKeyStore();
        var rootKey = await store.CreateKeyAsync(TrainingHierarchy.RootKey, KeyKind.EcP384, default);

        var hierarchy = await TrainingHierarchy.CreateAsync(store, PkiGiven.Now, SerialNumber.Create, PolicyArc.Example, default);

        Assert.Equal(rootKey.ToArray(), hierarchy.Root.PublicKey.ToArray());
    }

    [Trait("Incident", "I17 two certificates with one serial")]
    [Fact]
    public void Incident_two_certificates_of_one_serial_number()
    {
        var serials = Enumerable.Range(0, 100_000).Select(_ => SerialNumber.Create()).ToHashSet();

        Assert.Equal(100_000, serials.Count);
        Assert.All(serials.Take(1000), serial =>
        {
            Assert.Equal(SerialNumber.Octets, serial.Value.Length);
            Assert.Equal(0x40, serial.Value.Span[0] & 0xC0);
            Assert.Equal(serial, SerialNumber.Parse(serial.ToString()));
        });
        Assert.Equal("40" + new string('0', 38), SerialNumber.FromRandom(new byte[20]).ToString());
    }
}
