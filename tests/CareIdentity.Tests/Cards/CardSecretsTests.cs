using System.Security.Cryptography;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

public sealed class CardSecretsTests
{
    private static readonly byte[] Master = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly CardSerial OneCard = CardSerial.Parse("1012345678");

    [Fact]
    public void Derivation_is_the_HMAC_written_out_by_hand()
    {
        // [i]32 ‖ Label ‖ 00 ‖ Context ‖ [L]32, L = 320 bits: two blocks, the second cut to eight bytes.
        byte[] first = [0, 0, 0, 1, .. "label"u8, 0, 0xAB, 0xCD, 0, 0, 0x01, 0x40];
        byte[] second = [0, 0, 0, 2, .. "label"u8, 0, 0xAB, 0xCD, 0, 0, 0x01, 0x40];
        byte[] expected = [.. HMACSHA256.HashData(Master, first), .. HMACSHA256.HashData(Master, second)[..8]];
        var output = new byte[40];

        KeyDerivation.Derive(Master, "label", [0xAB, 0xCD], output);

        Assert.Equal(expected, output);
    }

    [Fact]
    public void Derivation_agrees_with_the_platform()
    {
        var expected = SP800108HmacCounterKdf.DeriveBytes(Master, HashAlgorithmName.SHA256, "label"u8, "context"u8, 77);
        var output = new byte[77];

        KeyDerivation.Derive(Master, "label", "context"u8, output);

        Assert.Equal(expected, output);
    }

    [Fact]
    public async Task A_management_key_is_tied_to_card_generation_and_algorithm()
    {
        byte[] context = [.. "1012345678"u8, 0, 0, 0, 1, 0, 0x0C];
        var expected = SP800108HmacCounterKdf.DeriveBytes(Master, HashAlgorithmName.SHA256, "CareIdentity card management key"u8, context, 32);

        using var secrets = await CardSecrets.DeriveAsync(KeyDerivation.Over(Master), OneCard, 1, PivAlgorithm.Aes256, Ct);
        using var next = await CardSecrets.DeriveAsync(KeyDerivation.Over(Master), OneCard, 2, PivAlgorithm.Aes256, Ct);
        using var other = await CardSecrets.DeriveAsync(KeyDerivation.Over(Master), CardSerial.Parse("1012345679"), 1, PivAlgorithm.Aes256, Ct);

        Assert.Equal(expected, secrets.ManagementKey.ToArray());
        Assert.Equal(3, new[] { secrets, next, other }.Select(s => Convert.ToHexString(s.ManagementKey.Span)).Distinct().Count());
        Assert.Equal(3, new[] { secrets, next, other }.Select(s => Convert.ToHexString(s.Puk.Span)).Distinct().Count());
    }

    [Fact]
    public async Task A_PUK_is_eight_digits_of_the_derived_number()
    {
        byte[] context = [.. "1012345678"u8, 0, 0, 0, 7, 0, 0];
        var number = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(
            SP800108HmacCounterKdf.DeriveBytes(Master, HashAlgorithmName.SHA256, "CareIdentity card PUK"u8, context, 8));

        using var secrets = await CardSecrets.DeriveAsync(KeyDerivation.Over(Master), OneCard, 7, PivAlgorithm.TripleDes, Ct);

        Assert.Equal((number % 100_000_000).ToString("D8", null), System.Text.Encoding.ASCII.GetString(secrets.Puk.Span));
    }

    [Fact]
    public async Task A_triple_DES_key_has_odd_parity_and_three_keys()
    {
        for (var generation = 1; generation <= 200; generation++)
        {
            using var secrets = await CardSecrets.DeriveAsync(KeyDerivation.Over(Master), OneCard, generation, PivAlgorithm.TripleDes, Ct);
            var key = secrets.ManagementKey.ToArray();

            Assert.All(key, b => Assert.Equal(1, System.Numerics.BitOperations.PopCount(b) % 2));
            Assert.Equal(3, key.Chunk(8).Select(Convert.ToHexString).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_trivial_PUK_or_a_weak_key_is_derived_anew()
    {
        static ValueTask<byte[]> Derive(string label, ReadOnlyMemory<byte> context, int length, CancellationToken ct)
        {
            var output = new byte[length];
            var attempt = context.Span[14];
            if (label == CardSecrets.PukLabel)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(output, attempt switch { 0 => 12345678, 1 => 55555555, 2 => 98765432, _ => 40718253 });
            }
            else if (attempt == 3)
            {
                Enumerable.Range(0, 24).Select(i => (byte)(10 * i)).ToArray().CopyTo(output, 0);
            }

            return ValueTask.FromResult(output);
        }

        using var secrets = await CardSecrets.DeriveAsync(Derive, OneCard, 1, PivAlgorithm.TripleDes, Ct);

        Assert.Equal("40718253"u8.ToArray(), secrets.Puk.ToArray());
        Assert.Equal("010B151F29323D46", Convert.ToHexString(secrets.ManagementKey.Span[..8]));
    }

    [Fact]
    public async Task A_derivation_that_gives_only_weak_secrets_is_refused()
    {
        await Assert.ThrowsAsync<CryptographicException>(async () =>
            await CardSecrets.DeriveAsync((_, _, length, _) => ValueTask.FromResult(new byte[length]), OneCard, 1, PivAlgorithm.Aes256, Ct));
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await CardSecrets.DeriveAsync(KeyDerivation.Over(Master.AsMemory(0, 31)), OneCard, 1, PivAlgorithm.Aes256, Ct));
    }

    [Fact]
    public async Task Disposed_secrets_are_zero()
    {
        var secrets = await CardSecrets.DeriveAsync(KeyDerivation.Over(Master), OneCard, 1, PivAlgorithm.Aes256, Ct);

        secrets.Dispose();

        Assert.All(secrets.ManagementKey.ToArray(), b => Assert.Equal(0, b));
        Assert.All(secrets.Puk.ToArray(), b => Assert.Equal(0, b));
    }
}
