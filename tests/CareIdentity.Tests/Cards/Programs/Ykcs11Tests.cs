using System.Security.Cryptography;
using CareIdentity.Cards.Piv;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards.Programs;

/// <summary>pkcs11-tool over Yubico's module, which looks only into readers whose name begins with its maker's.</summary>
[Trait("layer", "programs")]
public sealed class Ykcs11Tests
{
    private const string Module = "/usr/lib/x86_64-linux-gnu/libykcs11.so";
    private const string ManagementKey = "010203040506070801020304050607080102030405060708";

    [Fact]
    public async Task Its_own_test_finds_no_errors()
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync(maker: "Yubico");
        using var a = await desk.GiveKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256);
        using var c = await desk.GiveKeyAsync(PivSlot.Signature, PivAlgorithm.Rsa2048);
        using var d = await desk.GiveKeyAsync(PivSlot.KeyManagement, PivAlgorithm.Rsa2048);

        (await ToolAsync(desk, "--login", "--pin", "123456", "--test")).Succeeded().Says("No errors");
        (await ToolAsync(desk, "--list-token-slots")).Succeeded().Says($"YubiKey PIV #{Serial}", "firmware version   : 5.71");
    }

    [Theory]
    [InlineData("EC:prime256v1", "01", "9A")]
    [InlineData("EC:secp384r1", "01", "9A")]
    [InlineData("rsa:2048", "02", "9C")]
    public async Task It_makes_a_key_takes_a_certificate_signs_and_attests(string kind, string id, string reference)
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync(maker: "Yubico");
        string[] asSecurityOfficer = ["--login", "--login-type", "so", "--so-pin", ManagementKey];
        var slot = PivSlot.Find(Convert.ToByte(reference, 16))!.Value;
        var letter = RandomNumberGenerator.GetBytes(200);

        (await ToolAsync(desk, [.. asSecurityOfficer, "--keypairgen", "--key-type", kind, "--id", id])).Succeeded();
        var made = (await desk.AskAsync(piv => piv.KeyMetadataAsync(slot, Ct)))!;
        using var certificate = desk.Certify(made.PublicKey, "Holder");
        (await ToolAsync(desk, [.. asSecurityOfficer, "--write-object", desk.Write("certificate.der", certificate.RawData), "--type", "cert", "--id", id])).Succeeded();
        (await ToolAsync(
            desk, "--login", "--pin", "123456", "--sign", "--id", id, "--mechanism", made.Algorithm.IsRsa() ? "SHA256-RSA-PKCS" : "ECDSA",
            "--input-file", desk.Write("letter", made.Algorithm.IsRsa() ? letter : SHA256.HashData(letter)), "--output-file", desk.PathOf("signature"))).Succeeded();

        Assert.Equal(certificate.RawData, await desk.AskAsync(piv => piv.ReadCertificateAsync(slot, Ct)));
        Assert.True(Pkcs11ToolTests.Verifies(certificate, letter, desk.Read("signature")));
        (await ToolAsync(desk, "--list-objects", "--type", "cert")).Succeeded().Says("X.509 Certificate for PIV Attestation");
    }

    [Fact]
    public async Task It_changes_the_passcode_and_counts_wrong_ones()
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync(maker: "Yubico");

        (await ToolAsync(desk, "--login", "--pin", "123456", "--change-pin", "--new-pin", "24680246")).Succeeded();
        (await ToolAsync(desk, "--login", "--pin", "123456", "--list-objects")).Says("CKR_PIN_INCORRECT");

        Assert.Equal(2, await desk.AskAsync(piv => piv.PasscodeTriesLeftAsync(Ct)));
        Assert.True((await desk.AskAsync(piv => piv.VerifyPasscodeAsync("24680246"u8.ToArray(), Ct))).IsAccepted);
    }

    private static Task<ProgramOutput> ToolAsync(CardDesk desk, params string[] words) => desk.RunAsync("pkcs11-tool", ["--module", Module, .. words]);
}
