using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Piv;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards.Programs;

/// <summary>yubico-piv-tool: what a management system asks of a card beyond the standard.</summary>
[Trait("layer", "programs")]
public sealed class YubicoPivToolTests
{
    private const string AnotherKey = "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60799";

    [Fact]
    public async Task It_sees_a_card_from_the_factory()
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();

        (await ToolAsync(desk, "--action=status")).Succeeded().Says("5.7.1", Serial, "No data available");
        (await ToolAsync(desk, "--action=verify-pin", "--pin=123456")).Succeeded().Says("Successfully verified PIN.");
        (await ToolAsync(desk, "--action=set-chuid", "--action=set-ccc", "--action=status")).Succeeded().Says("PIN tries left:\t3", "3019d4e739da");
    }

    [Fact]
    public async Task It_changes_blocks_and_unblocks_the_passcode_and_the_PUK()
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();

        (await ToolAsync(desk, "--action=change-pin", "--pin=123456", "--new-pin=654321")).Succeeded();
        (await ToolAsync(desk, "--action=change-puk", "--pin=12345678", "--new-pin=87654321")).Succeeded();
        for (var left = 2; left > 0; left--)
        {
            (await ToolAsync(desk, "--action=verify-pin", "--pin=123456")).Says($"{left} tries left before pin is blocked");
        }

        (await ToolAsync(desk, "--action=verify-pin", "--pin=123456")).Says("Pin code blocked");
        (await ToolAsync(desk, "--action=verify-pin", "--pin=654321")).Says("Pin code blocked");
        (await ToolAsync(desk, "--action=unblock-pin", "--pin=12345678", "--new-pin=111222")).Says("now 2 tries left before blocked");
        (await ToolAsync(desk, "--action=unblock-pin", "--pin=87654321", "--new-pin=111222")).Succeeded();
        (await ToolAsync(desk, "--action=verify-pin", "--pin=111222")).Succeeded();
    }

    [Theory]
    [InlineData("9a", "ECCP256")]
    [InlineData("9a", "ECCP384")]
    [InlineData("9c", "RSA2048")]
    [InlineData("95", "ECCP256")]
    public async Task It_has_keys_made_attested_certified_and_used(string slot, string algorithm)
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();

        (await ToolAsync(desk, "--action=generate", $"--slot={slot}", $"--algorithm={algorithm}", $"--output={desk.PathOf("public.pem")}")).Succeeded();
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(PemOf(desk, "public.pem"), out _);
        using var certificate = desk.Certify(publicKey.ExportSubjectPublicKeyInfo(), "Holder");
        var file = desk.Write("certificate.pem", certificate.ExportCertificatePem());
        (await ToolAsync(desk, "--action=import-certificate", $"--slot={slot}", $"--input={file}")).Succeeded();

        (await ToolAsync(desk, "--action=read-certificate", $"--slot={slot}", $"--output={desk.PathOf("read.pem")}")).Succeeded();
        Assert.Equal(certificate.RawData, PemOf(desk, "read.pem"));
        (await ToolAsync(desk, "--action=verify-pin", "--pin=123456", "--action=test-signature", $"--slot={slot}", $"--input={file}"))
            .Succeeded().Says(algorithm.StartsWith("RSA", StringComparison.Ordinal) ? "Successful RSA verification." : "Successful ECDSA verification.");
        await IsAttestedAsync(desk, slot, publicKey);
        (await ToolAsync(desk, "--action=delete-certificate", $"--slot={slot}")).Succeeded();
        Assert.Null(await desk.AskAsync(piv => piv.ReadCertificateAsync(PivSlot.Find(Convert.ToByte(slot, 16))!.Value, Ct)));
    }

    [Theory]
    [InlineData(PivAlgorithm.Rsa2048, "Successfully performed RSA decryption!")]
    [InlineData(PivAlgorithm.EccP256, "Successfully performed ECDH exchange with card.")]
    [InlineData(PivAlgorithm.EccP384, "Successfully performed ECDH exchange with card.")]
    public async Task It_deciphers_and_agrees_with_the_key_for_that(PivAlgorithm algorithm, string sentence)
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();
        using var certificate = await desk.GiveKeyAsync(PivSlot.KeyManagement, algorithm);
        var file = desk.Write("certificate.pem", certificate.ExportCertificatePem());

        (await ToolAsync(desk, "--action=verify-pin", "--pin=123456", "--action=test-decipher", "--slot=9d", $"--input={file}")).Succeeded().Says(sentence);
    }

    [Fact]
    public async Task A_policy_asked_for_when_a_key_is_made_is_the_key_s()
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();

        (await ToolAsync(desk, "--action=generate", "--slot=9a", "--algorithm=ECCP256", "--pin-policy=always", "--touch-policy=never")).Succeeded();
        Assert.NotEqual(0, (await ToolAsync(desk, "--action=generate", "--slot=9a", "--algorithm=ECCP256", "--touch-policy=always")).Code);

        Assert.Equal(PivPinPolicy.Always, (await desk.AskAsync(piv => piv.KeyMetadataAsync(PivSlot.Authentication, Ct)))!.PinPolicy);
    }

    [Fact]
    public async Task It_changes_the_management_key_and_the_old_one_is_of_no_more_use()
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();

        (await ToolAsync(desk, "--action=set-mgm-key", $"--new-key={AnotherKey}")).Succeeded();

        Assert.NotEqual(0, (await ToolAsync(desk, "--action=set-chuid")).Code);
        (await ToolAsync(desk, $"--key={AnotherKey}", "--action=set-chuid")).Succeeded();
    }

    [Fact]
    public async Task It_sets_the_tries_and_they_hold()
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();

        Assert.NotEqual(0, (await ToolAsync(desk, "--action=pin-retries", "--pin-retries=5", "--puk-retries=4")).Code);
        (await ToolAsync(desk, "--action=verify-pin", "--pin=123456", "--action=pin-retries", "--pin-retries=5", "--puk-retries=4")).Succeeded();

        (await ToolAsync(desk, "--action=verify-pin", "--pin=000000")).Says("4 tries left");
        (await ToolAsync(desk, "--action=verify-pin", "--pin=123456")).Succeeded();
        Assert.Equal(5, await desk.AskAsync(piv => piv.PasscodeTriesLeftAsync(Ct)));
    }

    [Fact]
    public async Task It_resets_a_card_that_is_blocked_in_every_way_and_no_other()
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();
        using var certificate = await desk.GiveKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256);
        Assert.NotEqual(0, (await ToolAsync(desk, "--action=reset")).Code);
        for (var i = 0; i < 3; i++)
        {
            await ToolAsync(desk, "--action=verify-pin", "--pin=000000");
            await ToolAsync(desk, "--action=change-puk", "--pin=00000000", "--new-pin=11111111");
        }

        (await ToolAsync(desk, "--action=reset")).Succeeded();

        (await ToolAsync(desk, "--action=verify-pin", "--pin=123456", "--action=status")).Succeeded();
        Assert.Null(await desk.AskAsync(piv => piv.KeyMetadataAsync(PivSlot.Authentication, Ct)));
        (await ToolAsync(desk, "--action=generate", "--slot=9a", "--algorithm=ECCP256", $"--output={desk.PathOf("public.pem")}")).Succeeded();
        await IsAttestedAsync(desk, "9a", PublicKey.CreateFromSubjectPublicKeyInfo(PemOf(desk, "public.pem"), out _));
    }

    [Fact]
    public async Task It_writes_and_reads_long_objects_in_a_chain()
    {
        Programs.Need("yubico-piv-tool");
        await using var desk = await CardDesk.OpenAsync();
        var content = RandomNumberGenerator.GetBytes(2900);

        (await ToolAsync(desk, "--action=write-object", "--id=0x5fff10", "--format=binary", $"--input={desk.Write("object", content)}")).Succeeded();
        (await ToolAsync(desk, "--action=read-object", "--id=0x5fff10", "--format=binary", $"--output={desk.PathOf("read")}")).Succeeded();

        Assert.Equal(content, desk.Read("read"));
    }

    /// <summary>The statement is about this key, and signed by the key that the card left the factory with.</summary>
    private static async Task IsAttestedAsync(CardDesk desk, string slot, PublicKey expected)
    {
        (await ToolAsync(desk, "--action=attest", $"--slot={slot}", $"--output={desk.PathOf("attested.pem")}")).Succeeded();
        (await ToolAsync(desk, "--action=read-certificate", "--slot=f9", $"--output={desk.PathOf("factory.pem")}")).Succeeded();
        using var attested = X509CertificateLoader.LoadCertificate(PemOf(desk, "attested.pem"));
        using var factory = X509CertificateLoader.LoadCertificate(PemOf(desk, "factory.pem"));
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.Add(factory);
        chain.ChainPolicy.VerificationTime = attested.NotBefore;
        Assert.True(chain.Build(attested), string.Join(' ', chain.ChainStatus.Select(s => s.StatusInformation)));
        Assert.Equal(expected.ExportSubjectPublicKeyInfo(), attested.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal([5, 7, 1], attested.Extensions.Single(e => e.Oid!.Value == "1.3.6.1.4.1.41482.3.3").RawData);
    }

    private static Task<ProgramOutput> ToolAsync(CardDesk desk, params string[] words) => desk.RunAsync("yubico-piv-tool", ["--reader=Care", .. words]);

    private static byte[] PemOf(CardDesk desk, string name)
    {
        var pem = System.Text.Encoding.ASCII.GetString(desk.Read(name));
        return Convert.FromBase64String(pem[System.Security.Cryptography.PemEncoding.Find(pem).Base64Data]);
    }
}
