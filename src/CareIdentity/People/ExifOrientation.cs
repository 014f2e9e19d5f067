using System.Buffers.Binary;

namespace CareIdentity.People;

/// <summary>
/// Which way up a picture is held: the one thing of Exif (CIPA DC-008 §4.6.4) that is kept, because a telephone takes a portrait lying down and
/// says so there. It is written anew, alone; nothing of what a camera wrote is copied.
/// </summary>
internal static class ExifOrientation
{
    private const ushort Orientation = 0x0112;

    private static ReadOnlySpan<byte> Exif => [(byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0];

    /// <summary>2 to 8 where the picture is turned or mirrored; null where it stands as it is, or where the bytes say nothing that can be read.</summary>
    public static ushort? Of(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith(Exif) || segment.Length < Exif.Length + 8)
        {
            return null;
        }

        var tiff = segment[Exif.Length..];
        var big = tiff[..2].SequenceEqual("MM"u8);
        if (!big && !tiff[..2].SequenceEqual("II"u8))
        {
            return null;
        }

        var directory = big ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return null;
        }

        var entries = tiff[(int)directory..];
        var count = Short(entries, big);
        for (var i = 0; i < count && 2 + (i * 12) + 12 <= entries.Length; i++)
        {
            var entry = entries.Slice(2 + (i * 12), 12);
            if (Short(entry, big) == Orientation)
            {
                return Short(entry[8..], big) is >= 2 and <= 8 and var turned ? turned : null;
            }
        }

        return null;
    }

    /// <summary>An APP1 segment that says this and nothing else.</summary>
    public static byte[] Alone(ushort orientation) =>
    [
        0xFF, 0xE1, 0x00, 0x22, .. Exif,
        (byte)'M', (byte)'M', 0x00, 0x2A, 0x00, 0x00, 0x00, 0x08,
        0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, (byte)orientation, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00,
    ];

    private static ushort Short(ReadOnlySpan<byte> bytes, bool big) => big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
