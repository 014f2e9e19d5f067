using System.Security.Cryptography;
using System.Text.Json;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

public sealed class VirtualCardTests : IDisposable
{
    private readonly VirtualCard card = new(Serial);

    public void Dispose() => card.Dispose();

    [Fact]
    public async Task Three_wrong_passcodes_lock_the_card_and_the_PUK_opens_it()
    {
        var piv = await SelectedAsync("000000", "111111", "999999", "123456", "24681357", "24681357");

        Assert.Equal(3, await piv.PasscodeTriesLeftAsync(Ct));
        Assert.Equal(2, (await piv.VerifyPasscodeAsync(Ct)).TriesLeft);
        Assert.Equal(1, (await piv.VerifyPasscodeAsync(Ct)).TriesLeft);
        Assert.True((await piv.VerifyPasscodeAsync(Ct)).IsBlocked);
        Assert.True((await piv.VerifyPasscodeAsync(Ct)).IsBlocked);

        Assert.True((await piv.UnblockAsync(FactoryPuk, Ct)).IsAccepted);
        Assert.Equal(3, await piv.PasscodeTriesLeftAsync(Ct));
        Assert.True((await piv.VerifyPasscodeAsync(Ct)).IsAccepted);
        Assert.Null(await piv.PasscodeTriesLeftAsync(Ct));
    }

    [Fact]
    public async Task Three_wrong_PUKs_block_the_PUK_and_leave_the_passcode()
    {
        var piv = await SelectedAsync("135792", "135792", "135792", "135792");
        var wrong = "87654321"u8.ToArray();

        Assert.Equal(2, (await piv.UnblockAsync(wrong, Ct)).TriesLeft);
        Assert.Equal(1, (await piv.ChangePukAsync(wrong, FactoryPuk, Ct)).TriesLeft);
        Assert.True((await piv.UnblockAsync(wrong, Ct)).IsBlocked);
        Assert.True((await piv.UnblockAsync(FactoryPuk, Ct)).IsBlocked);
        Assert.True((await piv.VerifyPasscodeAsync(FactoryPin, Ct)).IsAccepted);
    }

    [Fact]
    public async Task A_wrong_try_is_remembered_without_power()
    {
        var piv = await SelectedAsync("000000");
        card.Arm(new CardFault.RemovedAfter(1));
        await Assert.ThrowsAsync<CardRemovedException>(async () => await piv.VerifyPasscodeAsync(Ct));
        card.Insert();
        await piv.SelectAsync(Ct);

        Assert.Equal(2, await piv.PasscodeTriesLeftAsync(Ct));
    }

    [Theory]
    [InlineData(PivAlgorithm.EccP256)]
    [InlineData(PivAlgorithm.EccP384)]
    [InlineData(PivAlgorithm.Rsa2048)]
    [InlineData(PivAlgorithm.Rsa3072)]
    public async Task What_the_card_signs_the_platform_verifies(PivAlgorithm algorithm)
    {
        var piv = await ManagedAsync();
        var digest = SHA256.HashData("a prescription"u8);
        var spki = await piv.GenerateKeyAsync(PivSlot.Authentication, algorithm, Ct);
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);

        var signature = await piv.SignAsync(PivSlot.Authentication, algorithm, digest, Ct);

        Assert.True(Verifies(spki, algorithm, digest, signature));
        digest[0] ^= 1;
        Assert.False(Verifies(spki, algorithm, digest, signature));
    }

    [Theory]
    [InlineData(384)]
    [InlineData(512)]
    public async Task A_digest_longer_than_the_curve_is_cut_as_everybody_cuts_it(int bits)
    {
        var piv = await ManagedAsync();
        var digest = bits == 384 ? SHA384.HashData("x"u8) : SHA512.HashData("x"u8);
        var spki = await piv.GenerateKeyAsync(PivSlot.CardAuthentication, PivAlgorithm.EccP256, Ct);

        Assert.True(Verifies(spki, PivAlgorithm.EccP256, digest, await piv.SignAsync(PivSlot.CardAuthentication, PivAlgorithm.EccP256, digest, Ct)));
    }

    [Fact]
    public async Task The_signing_key_wants_the_passcode_right_before_every_signature()
    {
        var piv = await ManagedAsync();
        await piv.GenerateKeyAsync(PivSlot.Signature, PivAlgorithm.EccP256, Ct);
        var digest = new byte[32];

        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        await piv.SignAsync(PivSlot.Signature, PivAlgorithm.EccP256, digest, Ct);
        Assert.Equal(StatusWord.SecurityStatusNotSatisfied, (await RefusedAsync(piv.SignAsync(PivSlot.Signature, PivAlgorithm.EccP256, digest, Ct))).Status);

        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        await piv.SerialAsync(Ct);
        await RefusedAsync(piv.SignAsync(PivSlot.Signature, PivAlgorithm.EccP256, digest, Ct));
    }

    [Fact]
    public async Task The_authentication_key_wants_the_passcode_once_and_until_power_goes()
    {
        var piv = await ManagedAsync();
        await piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct);
        ValueTask<byte[]> Sign() => piv.SignAsync(PivSlot.Authentication, PivAlgorithm.EccP256, new byte[32], Ct);

        await RefusedAsync(Sign());
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        await Sign();
        await Sign();
        await piv.ForgetPasscodeAsync(Ct);
        await RefusedAsync(Sign());
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        await piv.VerifyPasscodeAsync("000000"u8.ToArray(), Ct);
        await RefusedAsync(Sign());
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        card.Reset();
        await piv.SelectAsync(Ct);
        await RefusedAsync(Sign());
    }

    [Theory]
    [InlineData(PivAlgorithm.Aes128)]
    [InlineData(PivAlgorithm.Aes192)]
    [InlineData(PivAlgorithm.Aes256)]
    [InlineData(PivAlgorithm.TripleDes)]
    public async Task A_new_management_key_replaces_the_old_one(PivAlgorithm algorithm)
    {
        var piv = await ManagedAsync();
        var key = RandomNumberGenerator.GetBytes(algorithm.KeyLength());

        await piv.SetManagementKeyAsync(key, algorithm, Ct);
        card.Reset();
        await piv.SelectAsync(Ct);

        await piv.AuthenticateManagementAsync(key, algorithm, Ct);
        key[^1] ^= 0x10;
        Assert.Equal(StatusWord.SecurityStatusNotSatisfied, (await RefusedAsync(piv.AuthenticateManagementAsync(key, algorithm, Ct))).Status);
        await RefusedAsync(piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct));
    }

    [Fact]
    public async Task Nothing_is_written_without_the_management_key()
    {
        var piv = await SelectedAsync();
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);

        await RefusedAsync(piv.PutObjectAsync(PivObjectId.CardHolderUniqueIdentifier, new byte[3], Ct));
        await RefusedAsync(piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct));
        await RefusedAsync(piv.SetManagementKeyAsync(new byte[32], PivAlgorithm.Aes256, Ct));
        Assert.Null(await piv.GetObjectAsync(PivObjectId.CardHolderUniqueIdentifier, Ct));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(256)]
    [InlineData(2300)]
    [InlineData(12000)]
    public async Task A_certificate_comes_back_as_it_was_written(int length)
    {
        var piv = await ManagedAsync();
        var certificate = RandomNumberGenerator.GetBytes(length);

        await piv.WriteCertificateAsync(PivSlot.Retired(20), certificate, Ct);

        Assert.Equal(certificate, await piv.ReadCertificateAsync(PivSlot.Retired(20), Ct));
        Assert.Null(await piv.ReadCertificateAsync(PivSlot.Retired(19), Ct));
    }

    [Fact]
    public async Task A_chain_cut_by_power_writes_nothing()
    {
        var piv = await ManagedAsync();
        await piv.PutObjectAsync(PivObjectId.KeyHistory, new byte[] { 1 }, Ct);
        card.Arm(new CardFault.PowerCutBefore(3));

        await Assert.ThrowsAsync<CardRemovedException>(async () => await piv.PutObjectAsync(PivObjectId.KeyHistory, new byte[700], Ct));

        await piv.SelectAsync(Ct);
        Assert.Equal([1], await piv.GetObjectAsync(PivObjectId.KeyHistory, Ct));
        await RefusedAsync(piv.PutObjectAsync(PivObjectId.KeyHistory, new byte[3], Ct));
    }

    [Fact]
    public async Task An_answer_lost_after_the_fact_was_still_carried_out()
    {
        var piv = await ManagedAsync();
        card.Arm(new CardFault.PowerCutAfter(1));

        await Assert.ThrowsAsync<CardRemovedException>(async () => await piv.PutObjectAsync(PivObjectId.KeyHistory, new byte[] { 7 }, Ct));

        await piv.SelectAsync(Ct);
        Assert.Equal([7], await piv.GetObjectAsync(PivObjectId.KeyHistory, Ct));
    }

    [Fact]
    public async Task A_removed_card_answers_nothing_until_it_is_back()
    {
        var piv = await SelectedAsync();
        card.Arm(new CardFault.RemovedBefore(1), new CardFault.Answers(3, StatusWord.NoPreciseDiagnosis));

        await Assert.ThrowsAsync<CardRemovedException>(async () => await piv.SerialAsync(Ct));
        await Assert.ThrowsAsync<CardRemovedException>(async () => await piv.SerialAsync(Ct));
        card.Insert();
        Assert.Equal(StatusWord.NoPreciseDiagnosis, (await RefusedAsync(piv.SelectAsync(Ct))).Status);
        await piv.SelectAsync(Ct);
        Assert.Equal(Serial, (await piv.SerialAsync(Ct)).ToString());
    }

    [Fact]
    public async Task A_snapshot_in_JSON_is_the_whole_card()
    {
        var piv = await ManagedAsync();
        var spki = await piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct);
        var rsa = await piv.GenerateKeyAsync(PivSlot.CardAuthentication, PivAlgorithm.Rsa2048, Ct);
        await piv.WriteCertificateAsync(PivSlot.Authentication, new byte[400], Ct);
        await piv.SetManagementKeyAsync(new byte[32], PivAlgorithm.Aes256, Ct);
        await piv.VerifyPasscodeAsync("000000"u8.ToArray(), Ct);
        var json = JsonSerializer.Serialize(card.Save());

        using var again = VirtualCard.Restore(JsonSerializer.Deserialize<VirtualCardSnapshot>(json)!);
        var restored = new PivCard(again.WithTyping());
        await restored.SelectAsync(Ct);

        Assert.Equal(json, JsonSerializer.Serialize(again.Save()));
        Assert.Equal(2, await restored.PasscodeTriesLeftAsync(Ct));
        Assert.Equal(400, (await restored.ReadCertificateAsync(PivSlot.Authentication, Ct))!.Length);
        await restored.AuthenticateManagementAsync(new byte[32], PivAlgorithm.Aes256, Ct);
        await restored.VerifyPasscodeAsync(FactoryPin, Ct);
        var digest = new byte[32];
        Assert.True(Verifies(spki, PivAlgorithm.EccP256, digest, await restored.SignAsync(PivSlot.Authentication, PivAlgorithm.EccP256, digest, Ct)));
        Assert.True(Verifies(rsa, PivAlgorithm.Rsa2048, digest, await restored.SignAsync(PivSlot.CardAuthentication, PivAlgorithm.Rsa2048, digest, Ct)));
    }

    [Fact]
    public async Task Selecting_again_or_something_else_changes_no_security_status()
    {
        var piv = await ManagedAsync();
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);

        await piv.SelectAsync(Ct);
        Assert.Equal("6A82", Convert.ToHexString(card.Transmit(Convert.FromHexString("00A4040006A00000000401"))));

        Assert.Null(await piv.PasscodeTriesLeftAsync(Ct));
        await piv.PutObjectAsync(PivObjectId.KeyHistory, new byte[] { 1 }, Ct);
    }

    [Fact]
    public async Task What_is_not_a_passcode_costs_no_try()
    {
        var piv = await SelectedAsync();

        foreach (var block in (string[])["FFFFFFFFFFFFFFFF", "3132333435FFFFFF", "313233343536FF37", "41424344454647FF"])
        {
            Assert.Equal("6A80", Convert.ToHexString(card.Transmit(Convert.FromHexString("0020008008" + block))));
        }

        Assert.Equal("6A80", Convert.ToHexString(card.Transmit(Convert.FromHexString("0020008006313233343536"))));
        Assert.Equal(3, await piv.PasscodeTriesLeftAsync(Ct));
    }

    [Fact]
    public async Task An_old_series_has_no_curves_and_no_extended_length()
    {
        using var old = new VirtualCard("0612345678");
        var piv = new PivCard(old.WithTyping());
        await piv.SelectAsync(Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);

        Assert.Equal(StatusWord.WrongData, (await RefusedAsync(piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct))).Status);
        Assert.Equal("6700", Convert.ToHexString(old.Transmit(Convert.FromHexString("00CB3FFF0000055C035FC1020000"))));
        Assert.Throws<ArgumentException>(() => new VirtualCard("1112345678"));
        Assert.Throws<FormatException>(() => new VirtualCard("12345"));
    }

    [Fact]
    public async Task A_card_is_reset_only_when_nobody_can_use_it()
    {
        var piv = await ManagedAsync("1", "2");
        await piv.WriteCertificateAsync(PivSlot.Authentication, new byte[10], Ct);
        Assert.Equal("6985", Convert.ToHexString(card.Transmit([0, 0xFB, 0, 0])));
        for (var i = 0; i < 3; i++)
        {
            await piv.VerifyPasscodeAsync("000000"u8.ToArray(), Ct);
            await piv.ChangePukAsync("00000000"u8.ToArray(), FactoryPuk, Ct);
        }

        Assert.Equal("9000", Convert.ToHexString(card.Transmit([0, 0xFB, 0, 0])));
        Assert.Null(await piv.ReadCertificateAsync(PivSlot.Authentication, Ct));
        Assert.True((await piv.VerifyPasscodeAsync(FactoryPin, Ct)).IsAccepted);
    }

    [Fact]
    public async Task A_holder_who_stops_typing_costs_nothing()
    {
        var piv = await SelectedAsync();

        await Assert.ThrowsAsync<PasscodeNotGivenException>(async () => await piv.VerifyPasscodeAsync(Ct));

        Assert.Equal(3, await piv.PasscodeTriesLeftAsync(Ct));
    }

    [Fact]
    public void The_answer_to_reset_checks_itself()
    {
        var atr = card.Model.Atr.ToArray();

        Assert.Equal("3B898001", Convert.ToHexString(atr[..4]));
        Assert.Equal(4 + 9 + 1, atr.Length);
        Assert.Equal(0, atr.Skip(1).Aggregate(0, (check, b) => check ^ b));
    }

    private static bool Verifies(byte[] spki, PivAlgorithm algorithm, byte[] digest, byte[] signature)
    {
        if (algorithm.IsRsa())
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(spki, out _);
            Assert.Equal(algorithm == PivAlgorithm.Rsa2048 ? 2048 : 3072, rsa.KeySize);
            return rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(spki, out _);
        return ecdsa.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static Task<CardRefusedException> RefusedAsync<T>(ValueTask<T> refused) =>
        Assert.ThrowsAsync<CardRefusedException>(async () => await refused);

    private static Task<CardRefusedException> RefusedAsync(ValueTask refused) =>
        Assert.ThrowsAsync<CardRefusedException>(async () => await refused);

    private async Task<PivCard> SelectedAsync(params string[] typed)
    {
        var piv = new PivCard(card.WithTyping(typed));
        await piv.SelectAsync(Ct);
        return piv;
    }

    private async Task<PivCard> ManagedAsync(params string[] typed)
    {
        var piv = await SelectedAsync(typed);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        return piv;
    }
}
