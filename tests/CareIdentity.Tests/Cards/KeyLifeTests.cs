using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

public sealed class KeyLifeTests : IDisposable
{
    private readonly VirtualCard card = new(Serial);

    public void Dispose() => card.Dispose();

    [Theory]
    [InlineData(PivAlgorithm.EccP256)]
    [InlineData(PivAlgorithm.EccP384)]
    [InlineData(PivAlgorithm.Rsa2048)]
    [InlineData(PivAlgorithm.Rsa3072)]
    public async Task The_card_tells_of_a_key_what_it_gave_when_it_made_it(PivAlgorithm algorithm)
    {
        var piv = await ManagedAsync();
        Assert.Null(await piv.KeyMetadataAsync(PivSlot.Signature, Ct));

        var spki = await piv.GenerateKeyAsync(PivSlot.Signature, algorithm, Ct);
        var told = await piv.KeyMetadataAsync(PivSlot.Signature, Ct);

        Assert.NotNull(told);
        Assert.Equal((algorithm, PivPinPolicy.Always, true), (told.Algorithm, told.PinPolicy, told.IsMadeOnCard));
        Assert.Equal(spki, told.PublicKey);
    }

    [Fact]
    public async Task A_deleted_key_signs_nothing_and_a_moved_one_signs_where_it_is()
    {
        var piv = await ManagedAsync();
        await piv.GenerateKeyAsync(PivSlot.CardAuthentication, PivAlgorithm.EccP256, Ct);

        await piv.DeleteKeyAsync(PivSlot.CardAuthentication, Ct);
        var spki = await piv.GenerateKeyAsync(PivSlot.KeyManagement, PivAlgorithm.EccP256, Ct);
        await piv.MoveKeyAsync(PivSlot.KeyManagement, PivSlot.Retired(1), Ct);

        Assert.Null(await piv.KeyMetadataAsync(PivSlot.CardAuthentication, Ct));
        Assert.Null(await piv.KeyMetadataAsync(PivSlot.KeyManagement, Ct));
        Assert.Equal(spki, (await piv.KeyMetadataAsync(PivSlot.Retired(1), Ct))!.PublicKey);
        await Assert.ThrowsAsync<CardRefusedException>(
            async () => await piv.SignAsync(PivSlot.CardAuthentication, PivAlgorithm.EccP256, new byte[32], Ct));
    }

    [Theory]
    [InlineData(PivAlgorithm.EccP256)]
    [InlineData(PivAlgorithm.EccP384)]
    public async Task Both_sides_agree_on_one_secret(PivAlgorithm algorithm)
    {
        var piv = await ManagedAsync();
        var spki = await piv.GenerateKeyAsync(PivSlot.KeyManagement, algorithm, Ct);
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        using var other = ECDiffieHellman.Create(algorithm == PivAlgorithm.EccP256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
        var q = other.ExportParameters(false).Q;
        using var cards = ECDiffieHellman.Create();
        cards.ImportSubjectPublicKeyInfo(spki, out _);

        var secret = await piv.AgreeAsync(PivSlot.KeyManagement, algorithm, (byte[])[0x04, .. q.X!, .. q.Y!], Ct);

        Assert.Equal(other.DeriveRawSecretAgreement(cards.PublicKey), secret);
        byte[] offCurve = [0x04, .. q.X!, .. q.Y!];
        offCurve[^1] ^= 1;
        var refused = await Assert.ThrowsAsync<CardRefusedException>(async () => await piv.AgreeAsync(PivSlot.KeyManagement, algorithm, offCurve, Ct));
        Assert.Equal(StatusWord.WrongData, refused.Status);
    }

    [Fact]
    public async Task Extended_length_takes_one_command_each_way()
    {
        var piv = PivCard.WithExtendedLength(card.WithTyping());
        await piv.SelectAsync(Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        var certificate = RandomNumberGenerator.GetBytes(1800);
        card.Arm();

        await piv.WriteCertificateAsync(PivSlot.Authentication, certificate, Ct);
        Assert.Equal(certificate, await piv.ReadCertificateAsync(PivSlot.Authentication, Ct));
        Assert.Equal(2, card.Transmitted);

        var chained = new PivCard(card.WithTyping());
        Assert.Equal(certificate, await chained.ReadCertificateAsync(PivSlot.Authentication, Ct));
        Assert.Equal(2 + 8, card.Transmitted);
    }

    [Theory]
    [InlineData("0012345678")]
    [InlineData("0612345678")]
    [InlineData("0812345678")]
    [InlineData("0912345678")]
    [InlineData("1012345678")]
    public async Task The_firmware_of_a_card_tells_what_it_can_do(string serial)
    {
        using var one = new VirtualCard(serial);
        var piv = new PivCard(one.WithTyping());
        await piv.SelectAsync(Ct);
        var can = new CardCapabilities(await piv.VersionAsync(Ct));
        var factory = can.HasMetadata ? await piv.ManagementMetadataAsync(Ct) : new PivManagementMetadata(PivAlgorithm.TripleDes, true);
        await piv.AuthenticateManagementAsync(FactoryKey, factory.Algorithm, Ct);

        Assert.True(factory.IsFactory);
        Assert.Equal(can.HasMetadata, await WorksAsync(async () => await piv.KeyMetadataAsync(PivSlot.Signature, Ct)));
        Assert.Equal(can.CanDeleteKey, await WorksAsync(async () =>
        {
            await piv.GenerateKeyAsync(PivSlot.Signature, can.KeyAlgorithm, Ct);
            await piv.DeleteKeyAsync(PivSlot.Signature, Ct);
        }));
        Assert.Equal(can.HasAttestation, await WorksAsync(async () => await piv.AttestAsync(PivSlot.Signature, Ct)));
        await piv.SetManagementKeyAsync(new byte[can.ManagementAlgorithm.KeyLength()].Select((_, i) => (byte)(i + 1)).ToArray(), can.ManagementAlgorithm, Ct);
        Assert.False(can.HasMetadata && (await piv.ManagementMetadataAsync(Ct)).IsFactory);
        Assert.Equal(can.HasExtendedLength, one.Model.HasExtendedLength);
    }

    [Fact]
    public async Task A_card_is_personalised_unlocked_and_cleared_with_derived_secrets()
    {
        var master = RandomNumberGenerator.GetBytes(32);
        var piv = new PivCard(card.WithTyping("271828", "271828", "314159", "314159"));
        await piv.SelectAsync(Ct);
        var serial = await piv.SerialAsync(Ct);
        using var secrets = await CardSecrets.DeriveAsync(KeyDerivation.Over(master), serial, 1, new CardCapabilities(await piv.VersionAsync(Ct)).ManagementAlgorithm, Ct);
        using var next = await CardSecrets.DeriveAsync(KeyDerivation.Over(master), serial, 2, new CardCapabilities(await piv.VersionAsync(Ct)).ManagementAlgorithm, Ct);

        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        await piv.SetManagementKeyAsync(secrets.ManagementKey, secrets.ManagementAlgorithm, Ct);
        Assert.True((await piv.ChangePukAsync(FactoryPuk, secrets.Puk, Ct)).IsAccepted);
        foreach (var (id, content) in CardLayout.Unkeyed(serial, Guid.NewGuid(), new DateOnly(2031, 1, 1)))
        {
            await piv.PutObjectAsync(id, content, Ct);
        }

        Assert.True((await piv.SetFirstPasscodeAsync(FactoryPin, Ct)).IsAccepted);
        Assert.True((await piv.VerifyPasscodeAsync(Ct)).IsAccepted);
        Assert.True((await piv.UnblockAsync(secrets.Puk, Ct)).IsAccepted);
        Assert.True((await piv.ChangePukAsync(secrets.Puk, next.Puk, Ct)).IsAccepted);
        Assert.False((await piv.ChangePukAsync(secrets.Puk, next.Puk, Ct)).IsAccepted);
        Assert.True((await piv.VerifyPasscodeAsync(Ct)).IsAccepted);

        foreach (var id in CardLayout.Objects)
        {
            await piv.PutObjectAsync(id, ReadOnlyMemory<byte>.Empty, Ct);
        }

        Assert.Equal([PivObjectId.AttestationCertificate.ToString()], card.Save().Objects.Keys);
    }

    private static async Task<bool> WorksAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (CardRefusedException e) when (e.Status == StatusWord.InstructionNotSupported)
        {
            return false;
        }
    }

    private async Task<PivCard> ManagedAsync()
    {
        var piv = new PivCard(card.WithTyping());
        await piv.SelectAsync(Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        return piv;
    }
}
