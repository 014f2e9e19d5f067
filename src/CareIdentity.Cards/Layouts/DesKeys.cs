using System.Buffers.Binary;
using System.Numerics;

namespace CareIdentity.Cards.Layouts;

/// <summary>What a triple DES key has to be: odd parity in every byte, three different keys, none of them weak (SP 800-67r2 §3).</summary>
internal static class DesKeys
{
    // Weak and semi-weak keys (SP 800-67r2 §3.3), with odd parity.
    private static readonly ulong[] Weak =
    [
        0x0101010101010101, 0xFEFEFEFEFEFEFEFE, 0xE0E0E0E0F1F1F1F1, 0x1F1F1F1F0E0E0E0E,
        0x011F011F010E010E, 0x1F011F010E010E01, 0x01E001E001F101F1, 0xE001E001F101F101,
        0x01FE01FE01FE01FE, 0xFE01FE01FE01FE01, 0x1FE01FE00EF10EF1, 0xE01FE01FF10EF10E,
        0x1FFE1FFE0EFE0EFE, 0xFE1FFE1FFE0EFE0E, 0xE0FEE0FEF1FEF1FE, 0xFEE0FEE0FEF1FEF1,
    ];

    /// <summary>Sets the parity; false where the key may not be used.</summary>
    public static bool TryMakeProper(Span<byte> key)
    {
        foreach (ref var b in key)
        {
            b = (byte)((b & 0xFE) | (~BitOperations.PopCount((uint)b >> 1) & 1));
        }

        var (k1, k2, k3) = (
            BinaryPrimitives.ReadUInt64BigEndian(key), BinaryPrimitives.ReadUInt64BigEndian(key[8..]), BinaryPrimitives.ReadUInt64BigEndian(key[16..]));
        return k1 != k2 && k2 != k3 && k1 != k3 && !Weak.Contains(k1) && !Weak.Contains(k2) && !Weak.Contains(k3);
    }
}
