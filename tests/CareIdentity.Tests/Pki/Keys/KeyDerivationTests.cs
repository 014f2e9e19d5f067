using System.Buffers.Binary;
using System.Security.Cryptography;
using CareIdentity.Pki.Keys;
using Xunit;

namespace CareIdentity.Tests.Pki.Keys;

public sealed class KeyDerivationTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(256)]
    public void The_formula_of_SP_800_108_counter_mode_gives_the_same_key(int length)
    {
        byte[] secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        byte[] context = [0, 1, 2, 0, 255];
        var expected = new List<byte>();
        for (uint i = 1; expected.Count < length; i++)
        {
            var message = new List<byte>();
            message.AddRange(BigEndian(i));
            message.AddRange("piv-puk"u8);
            message.Add(0);
            message.AddRange(context);
            message.AddRange(BigEndian((uint)length * 8));
            expected.AddRange(HMACSHA256.HashData(secret, message.ToArray()));
        }

        Assert.Equal(expected.Take(length), KeyDerivation.Derive(secret, "piv-puk", context, length));
    }

    [Theory]
    [InlineData("", 16)]
    [InlineData("a\0b", 16)]
    [InlineData("label", 0)]
    [InlineData("label", 257)]
    public void A_label_or_length_that_makes_no_sense_is_refused(string label, int length) =>
        Assert.ThrowsAny<ArgumentException>(() => KeyDerivation.Derive(new byte[32], label, [], length));

    private static byte[] BigEndian(uint value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return octets;
    }
}
