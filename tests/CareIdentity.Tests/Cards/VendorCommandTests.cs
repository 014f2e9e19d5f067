using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

/// <summary>What cards do beyond the standard, and only where their series says so.</summary>
public sealed class VendorCommandTests : IDisposable
{
    private readonly VirtualCard card = new(Serial);

    public void Dispose() => card.Dispose();

    [Fact]
    public async Task A_card_attests_that_a_key_was_made_on_it()
    {
        var piv = await ManagedAsync(card);
        var spki = await piv.GenerateKeyAsync(PivSlot.Signature, PivAlgorithm.EccP384, Ct);

        using var attested = X509CertificateLoader.LoadCertificate((await piv.AttestAsync(PivSlot.Signature, Ct))!);
        using var factory = X509CertificateLoader.LoadCertificate((await piv.ReadCertificateAsync(PivSlot.Attestation, Ct))!);

        Assert.Equal(spki, attested.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal(factory.SubjectName.RawData, attested.IssuerName.RawData);
        Assert.Equal([(byte)PivPinPolicy.Always, 1], attested.Extensions.Single(e => e.Oid!.Value == "1.3.6.1.4.1.41482.3.8").RawData);
        Assert.Equal(Convert.FromHexString("02043C572B4E"), attested.Extensions.Single(e => e.Oid!.Value == "1.3.6.1.4.1.41482.3.7").RawData);
        Assert.Null(await piv.AttestAsync(PivSlot.Authentication, Ct));
    }

    [Fact]
    public async Task The_attestation_key_is_the_factory_s_for_good()
    {
        var piv = await ManagedAsync(card);
        var before = await piv.ReadCertificateAsync(PivSlot.Attestation, Ct);

        await RefusedAsync(StatusWord.WrongP1P2, async () => await piv.GenerateKeyAsync(PivSlot.Attestation, PivAlgorithm.EccP256, Ct));
        await RefusedAsync(StatusWord.WrongP1P2, async () => await piv.DeleteKeyAsync(PivSlot.Attestation, Ct));
        await RefusedAsync(StatusWord.WrongP1P2, async () => await piv.SignAsync(PivSlot.Attestation, PivAlgorithm.EccP256, new byte[32], Ct));
        await RefusedAsync(StatusWord.WrongP1P2, async () => await piv.AttestAsync(PivSlot.Attestation, Ct));
        await ResetAsync(piv);

        Assert.Equal(before, await piv.ReadCertificateAsync(PivSlot.Attestation, Ct));
        using var again = VirtualCard.Restore(card.Save());
        Assert.Equal(before, await (await ManagedAsync(again)).ReadCertificateAsync(PivSlot.Attestation, Ct));
    }

    [Fact]
    public async Task Other_tries_hold_for_the_passcode_and_the_PUK_and_outlive_power_and_reset()
    {
        var piv = await ManagedAsync(card);
        await RefusedAsync(StatusWord.SecurityStatusNotSatisfied, async () => await piv.SetTriesAsync(5, 2, Ct));
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        await piv.SetTriesAsync(5, 2, Ct);

        using var again = VirtualCard.Restore(card.Save());
        piv = await ManagedAsync(again);
        Assert.Equal(5, await piv.PasscodeTriesLeftAsync(Ct));
        Assert.Equal(4, (await piv.VerifyPasscodeAsync("000000"u8.ToArray(), Ct)).TriesLeft);
        Assert.Equal(1, (await piv.ChangePukAsync("00000000"u8.ToArray(), FactoryPuk, Ct)).TriesLeft);
        Assert.True((await piv.VerifyPasscodeAsync(FactoryPin, Ct)).IsAccepted);
        Assert.Equal("050101", Convert.ToHexString(again.Transmit([0x00, 0xF7, 0x00, 0x80, 0x00]).AsSpan(3, 3)));
    }

    [Fact]
    public async Task Other_tries_bring_back_the_factory_s_passcode_and_PUK()
    {
        var piv = await ManagedAsync(card);
        await piv.ChangePinAsync(FactoryPin, "246802"u8.ToArray(), Ct);
        await piv.VerifyPasscodeAsync("246802"u8.ToArray(), Ct);

        await piv.SetTriesAsync(3, 3, Ct);

        Assert.Equal(3, await piv.PasscodeTriesLeftAsync(Ct));
        Assert.True((await piv.VerifyPasscodeAsync(FactoryPin, Ct)).IsAccepted);
        Assert.Equal("6A80", Convert.ToHexString(card.Transmit([0x00, 0xFA, 0x00, 0x03])));
    }

    [Theory]
    [InlineData("AC06800111AA0101", "9000")]
    [InlineData("AC09800111AA0103AB0101", "9000")]
    [InlineData("AC09800111AA0100AB0100", "9000")]
    [InlineData("AC06800111AA0104", "6A80")]
    [InlineData("AC06800111AB0102", "6A80")]
    [InlineData("AC07800111AA020202", "6A80")]
    public async Task A_policy_is_taken_when_a_key_is_made_or_the_key_is_not_made(string template, string status)
    {
        await ManagedAsync(card);
        var command = Convert.FromHexString($"0047009A{template.Length / 2:X2}{template}00");

        Assert.Equal(status, Convert.ToHexString(card.Transmit(command).AsSpan(^2)));
    }

    [Fact]
    public async Task A_retired_series_knows_none_of_it()
    {
        using var old = new VirtualCard("0612345678");
        var piv = await ManagedAsync(old);

        await RefusedAsync(StatusWord.InstructionNotSupported, async () => await piv.AttestAsync(PivSlot.Authentication, Ct));
        await RefusedAsync(StatusWord.InstructionNotSupported, async () => await piv.KeyMetadataAsync(PivSlot.Authentication, Ct));
        await RefusedAsync(StatusWord.InstructionNotSupported, async () => await piv.DeleteKeyAsync(PivSlot.Authentication, Ct));
        Assert.Null(await piv.ReadCertificateAsync(PivSlot.Attestation, Ct));
        Assert.Equal("6A80", Convert.ToHexString(old.Transmit(Convert.FromHexString("0047009A08AC06800107AA010100"))));
    }

    [Theory]
    [InlineData("017E", "9000")]
    [InlineData("027F61", "6A82")]
    [InlineData("035FC102", "6A82")]
    [InlineData("045FC10200", "6A80")]
    public async Task An_object_that_is_not_there_is_not_found_whatever_the_length_of_its_tag(string tag, string status)
    {
        await ManagedAsync(card);

        Assert.Equal(status, Convert.ToHexString(card.Transmit(Convert.FromHexString($"00CB3FFF{(tag.Length / 2) + 1:X2}5C{tag}00")).AsSpan(^2)));
    }

    private static async Task<PivCard> ManagedAsync(VirtualCard card)
    {
        var piv = new PivCard(card.WithTyping());
        await piv.SelectAsync(Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        return piv;
    }

    private static async Task ResetAsync(PivCard piv)
    {
        for (var i = 0; i < 3; i++)
        {
            await piv.VerifyPasscodeAsync("000000"u8.ToArray(), Ct);
            await piv.ChangePukAsync("00000000"u8.ToArray(), FactoryPuk, Ct);
        }

        await piv.ResetAsync(Ct);
    }

    private static async Task RefusedAsync(StatusWord status, Func<Task> refused) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<CardRefusedException>(refused)).Status);
}
