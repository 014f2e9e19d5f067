using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Tlv;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards.Programs;

/// <summary>pkcs11-tool over OpenSC's module: what browsers and mail programs do with a card.</summary>
[Trait("layer", "programs")]
public sealed class Pkcs11ToolTests
{
    public const string Module = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so";

    [Fact]
    public async Task Its_own_test_finds_no_errors()
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync();
        using var a = await desk.GiveKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256);
        using var c = await desk.GiveKeyAsync(PivSlot.Signature, PivAlgorithm.Rsa2048);
        using var d = await desk.GiveKeyAsync(PivSlot.KeyManagement, PivAlgorithm.Rsa2048);
        using var e = await desk.GiveKeyAsync(PivSlot.CardAuthentication, PivAlgorithm.EccP384);

        var said = await ToolAsync(desk, "--login", "--pin", "123456", "--test");

        said.Succeeded().Says("No errors", "testing key 0 (SIGN key)", "(KEY MAN key)", "RSA-PKCS-OAEP");
    }

    [Theory]
    [InlineData(PivAlgorithm.EccP256)]
    [InlineData(PivAlgorithm.EccP384)]
    [InlineData(PivAlgorithm.Rsa2048)]
    [InlineData(PivAlgorithm.Rsa3072)]
    public async Task It_signs_with_either_key_and_the_certificate_verifies(PivAlgorithm algorithm)
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync();
        byte[] letter = RandomNumberGenerator.GetBytes(300);
        using var signIn = await desk.GiveKeyAsync(PivSlot.Authentication, algorithm);
        using var signing = await desk.GiveKeyAsync(PivSlot.Signature, algorithm);
        foreach (var (certificate, id) in (IEnumerable<(X509Certificate2, string)>)[(signIn, "01"), (signing, "02")])
        {
            var input = desk.Write("letter", algorithm.IsRsa() ? letter : SHA256.HashData(letter));

            (await ToolAsync(
                desk, "--login", "--pin", "123456", "--sign", "--id", id, "--mechanism", algorithm.IsRsa() ? "SHA256-RSA-PKCS" : "ECDSA",
                "--input-file", input, "--output-file", desk.PathOf("signature"))).Succeeded();

            Assert.True(Verifies(certificate, letter, desk.Read("signature")));
        }
    }

    [Theory]
    [InlineData("9D")]
    [InlineData("82")]
    public async Task It_deciphers_what_was_enciphered_for_the_card(string reference)
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync();
        var slot = PivSlot.Find(Convert.ToByte(reference, 16))!.Value;
        using var certificate = await desk.GiveKeyAsync(slot, PivAlgorithm.Rsa2048);
        await desk.ManageAsync(piv => piv.PutObjectAsync(PivObjectId.KeyHistory, new KeyHistory(slot.IsRetired ? 1 : 0, 0, "").Encode(), Ct));
        using var rsa = certificate.GetRSAPublicKey()!;
        var secret = RandomNumberGenerator.GetBytes(32);
        var input = desk.Write("enciphered", rsa.Encrypt(secret, RSAEncryptionPadding.Pkcs1));

        (await ToolAsync(
            desk, "--login", "--pin", "123456", "--decrypt", "--id", slot.IsRetired ? "05" : "03", "--mechanism", "RSA-PKCS",
            "--input-file", input, "--output-file", desk.PathOf("deciphered"))).Succeeded();

        Assert.Equal(secret, desk.Read("deciphered"));
    }

    [Theory]
    [InlineData(PivAlgorithm.EccP256)]
    [InlineData(PivAlgorithm.EccP384)]
    public async Task It_derives_the_secret_that_the_other_side_derives(PivAlgorithm algorithm)
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync();
        using var certificate = await desk.GiveKeyAsync(PivSlot.KeyManagement, algorithm);
        using var card = certificate.GetECDiffieHellmanPublicKey()!;
        using var other = ECDiffieHellman.Create(card.ExportParameters(includePrivateParameters: false).Curve);
        using var point = card.PublicKey;

        (await ToolAsync(
            desk, "--login", "--pin", "123456", "--derive", "--id", "03", "--mechanism", "ECDH1-DERIVE",
            "--input-file", desk.Write("other", other.ExportSubjectPublicKeyInfo()), "--output-file", desk.PathOf("secret"))).Succeeded();

        Assert.Equal(other.DeriveRawSecretAgreement(point), desk.Read("secret"));
    }

    [Theory]
    [InlineData("Printed Information", 0x5FC109)]
    [InlineData("Cardholder Facial Image", 0x5FC108)]
    public async Task It_reads_what_is_about_the_holder_after_the_passcode_and_not_before(string label, int tag)
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync();
        var content = RandomNumberGenerator.GetBytes(tag == PivObjectId.FacialImage.Tag ? 9000 : 90);
        await desk.ManageAsync(piv => piv.PutObjectAsync(new PivObjectId(tag), content, Ct));
        string[] read = ["--read-object", "--type", "data", "--application-label", label, "--output-file", desk.PathOf("object")];

        Assert.NotEqual(0, (await ToolAsync(desk, read)).Code);
        (await ToolAsync(desk, ["--login", "--pin", "123456", .. read])).Succeeded();

        Assert.Equal(content, new TlvReader(desk.Read("object")).Read(0x53).ToArray());
    }

    [Fact]
    public async Task It_counts_the_tries_as_the_card_does_and_stops_at_a_locked_one()
    {
        Programs.Need("pkcs11-tool", Module);
        await using var desk = await CardDesk.OpenAsync();
        using var certificate = await desk.GiveKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256);

        (await ToolAsync(desk, "--login", "--pin", "654321", "--list-objects")).Says("CKR_PIN_INCORRECT");
        (await ToolAsync(desk, "--login", "--pin", "654321", "--list-objects")).Says("CKR_PIN_INCORRECT");
        (await ToolAsync(desk, "--list-token-slots")).Succeeded().Says("final user PIN try");
        await ToolAsync(desk, "--login", "--pin", "654321", "--list-objects");
        (await ToolAsync(desk, "--login", "--pin", "123456", "--list-objects")).Says("CKR_PIN_LOCKED");

        Assert.Equal(0, await desk.AskAsync(piv => piv.PasscodeTriesLeftAsync(Ct)));
    }

    private static Task<ProgramOutput> ToolAsync(CardDesk desk, params string[] words) => desk.RunAsync("pkcs11-tool", ["--module", Module, .. words]);

    internal static bool Verifies(X509Certificate2 certificate, byte[] letter, byte[] signature)
    {
        if (certificate.GetRSAPublicKey() is { } rsa)
        {
            return rsa.VerifyData(letter, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        using var ecdsa = certificate.GetECDsaPublicKey()!;
        return ecdsa.VerifyData(letter, signature, HashAlgorithmName.SHA256);
    }
}
