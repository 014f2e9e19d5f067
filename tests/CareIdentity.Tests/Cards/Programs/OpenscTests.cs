using System.IO.Compression;
using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Tlv;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards.Programs;

/// <summary>The command line of OpenSC: opensc-tool, piv-tool and pkcs15-tool.</summary>
[Trait("layer", "programs")]
public sealed class OpenscTests
{
    [Theory]
    [InlineData("0112345678")]
    [InlineData("0712345678")]
    [InlineData("0912345678")]
    [InlineData("1012345678")]
    public async Task Opensc_tool_knows_a_card_of_every_kind_for_a_PIV_card(string serial)
    {
        Programs.Need("opensc-tool");
        await using var desk = await CardDesk.OpenAsync(serial);

        Assert.Equal(CardDesk.Colons(desk.Card.Model.Atr.Span), (await desk.RunAsync("opensc-tool", "--atr")).Succeeded().Output.Trim(), ignoreCase: true);
        (await desk.RunAsync("opensc-tool", "--name")).Succeeded().Says("Personal Identity Verification Card");
    }

    [Theory]
    [InlineData(PivAlgorithm.TripleDes)]
    [InlineData(PivAlgorithm.Aes128)]
    [InlineData(PivAlgorithm.Aes192)]
    [InlineData(PivAlgorithm.Aes256)]
    public async Task Piv_tool_and_the_card_prove_the_management_key_to_each_other(PivAlgorithm algorithm)
    {
        Programs.Need("piv-tool");
        await using var desk = await CardDesk.OpenAsync();
        var key = RandomNumberGenerator.GetBytes(algorithm.KeyLength());
        await desk.ManageAsync(piv => piv.SetManagementKeyAsync(key, algorithm, Ct));
        desk.Variables["PIV_EXT_AUTH_KEY"] = desk.Write("key", CardDesk.Colons(key));

        (await desk.RunAsync("piv-tool", "--admin", $"M:9B:{(byte)algorithm:X2}")).Succeeded();

        key[0] ^= 0x80;
        desk.Write("key", CardDesk.Colons(key));
        (await desk.RunAsync("piv-tool", "--admin", $"M:9B:{(byte)algorithm:X2}")).Says("admin_mode failed");
    }

    [Fact]
    public async Task Piv_tool_has_the_card_make_a_key()
    {
        Programs.Need("piv-tool");
        await using var desk = await CardDesk.OpenAsync();
        desk.Variables["PIV_EXT_AUTH_KEY"] = desk.Write("key", CardDesk.Colons(FactoryKey));

        // Debian's version does not get the public key into the form of its OpenSSL, but asks the card as it should.
        await desk.RunAsync("piv-tool", "--admin", "M:9B:03", "--genkey", "9C:07");

        var made = await desk.AskAsync(piv => piv.KeyMetadataAsync(PivSlot.Signature, Ct));
        Assert.Equal((PivAlgorithm.Rsa2048, true), (made!.Algorithm, made.IsMadeOnCard));
    }

    [Fact]
    public async Task Piv_tool_writes_objects_and_certificates_as_they_are_and_compressed()
    {
        Programs.Need("piv-tool", "pkcs15-tool");
        await using var desk = await CardDesk.OpenAsync();
        desk.Variables["PIV_EXT_AUTH_KEY"] = desk.Write("key", CardDesk.Colons(FactoryKey));
        var chuid = new CardHolderUniqueIdentifier(Guid.NewGuid(), new DateOnly(2040, 1, 1));
        var tlv = new TlvWriter();
        tlv.Write(0x53, chuid.Encode());
        var spki = await desk.ManageAsync(piv => piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct));
        using var certificate = desk.Certify(spki, "Written by piv-tool");
        using var gzip = new MemoryStream();
        using (var compressing = new GZipStream(gzip, CompressionLevel.Optimal, leaveOpen: true))
        {
            compressing.Write(certificate.RawData);
        }

        // It ends with how many bytes it wrote.
        await desk.RunAsync("piv-tool", "--admin", "M:9B:03", "--object", "3000", "--in", desk.Write("chuid", tlv.Encode()));
        await desk.RunAsync("piv-tool", "--admin", "M:9B:03", "--cert", "9A", "--in", desk.Write("plain.pem", certificate.ExportCertificatePem()));
        await desk.RunAsync("piv-tool", "--admin", "M:9B:03", "--compresscert", "9C", "--in", desk.Write("small.gz", gzip.ToArray()));

        Assert.Equal(chuid, CardHolderUniqueIdentifier.Decode(await desk.AskAsync(piv => piv.GetObjectAsync(PivObjectId.CardHolderUniqueIdentifier, Ct))));
        Assert.Equal(certificate.RawData, await desk.AskAsync(piv => piv.ReadCertificateAsync(PivSlot.Authentication, Ct)));
        Assert.Equal(certificate.RawData, await desk.AskAsync(piv => piv.ReadCertificateAsync(PivSlot.Signature, Ct)));
        foreach (var id in (string[])["01", "02"])
        {
            var read = (await desk.RunAsync("pkcs15-tool", "--read-certificate", id)).Succeeded();
            Assert.Equal(certificate.ExportCertificatePem(), read.Output.Trim(), ignoreLineEndingDifferences: true);
        }
    }

    [Fact]
    public async Task Pkcs15_tool_shows_what_our_layout_writes()
    {
        Programs.Need("pkcs15-tool");
        await using var desk = await CardDesk.OpenAsync();
        var uuid = Guid.NewGuid();
        await desk.ManageAsync(async piv =>
        {
            foreach (var (id, content) in CareIdentity.Cards.Layouts.CardLayout.Unkeyed(desk.Card.Serial, uuid, new DateOnly(2040, 1, 1)))
            {
                await piv.PutObjectAsync(id, content, Ct);
            }
        });
        using var signIn = await desk.GiveKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256);
        using var signing = await desk.GiveKeyAsync(PivSlot.Signature, PivAlgorithm.EccP256);

        var dump = (await desk.RunAsync("pkcs15-tool", "--dump")).Succeeded();

        dump.Says("PIV AUTH key", "SIGN key", "Certificate for PIV Authentication", "Certificate for Digital Signature", Convert.ToHexStringLower(uuid.ToByteArray(bigEndian: true)));
        Assert.DoesNotContain("KEY MAN key", dump.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CARD AUTH key", dump.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pkcs15_tool_verifies_changes_and_unblocks_the_passcode()
    {
        Programs.Need("pkcs15-tool");
        await using var desk = await CardDesk.OpenAsync();

        (await desk.RunAsync("pkcs15-tool", "--change-pin", "--auth-id", "01", "--pin", "123456", "--new-pin", "246802")).Succeeded();
        (await desk.RunAsync("pkcs15-tool", "--verify-pin", "--auth-id", "01", "--pin", "246802")).Succeeded();
        for (var tries = 2; tries >= 0; tries--)
        {
            Assert.NotEqual(0, (await desk.RunAsync("pkcs15-tool", "--verify-pin", "--auth-id", "01", "--pin", "123456")).Code);
            Assert.Equal(tries, await desk.AskAsync(piv => piv.PasscodeTriesLeftAsync(Ct)));
        }

        (await desk.RunAsync("pkcs15-tool", "--unblock-pin", "--auth-id", "01", "--puk", "12345678", "--new-pin", "135790")).Succeeded();
        Assert.True((await desk.AskAsync(piv => piv.VerifyPasscodeAsync("135790"u8.ToArray(), Ct))).IsAccepted);
    }

    [Fact]
    public async Task Scriptor_gets_a_long_object_in_one_extended_answer()
    {
        Programs.Need("scriptor");
        await using var desk = await CardDesk.OpenAsync();
        var content = RandomNumberGenerator.GetBytes(3000);
        await desk.ManageAsync(piv => piv.PutObjectAsync(PivObjectId.Security, content, Ct));

        var said = await desk.RunAsync("scriptor", "-p", "T=1", desk.Write("script", """
            00 A4 04 00 09 A0 00 00 03 08 00 00 10 00 00
            00 CB 3F FF 00 00 05 5C 03 5F C1 06 00 00

            """));

        var octets = string.Concat(said.Succeeded().Output.Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains($"53820BB8{Convert.ToHexString(content)}9000", octets, StringComparison.Ordinal);
    }
}
