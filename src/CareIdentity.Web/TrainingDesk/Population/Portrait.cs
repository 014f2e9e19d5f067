using System.Buffers.Binary;
using System.IO.Compression;

namespace CareIdentity.Web.TrainingDesk.Population;

/// <summary>Draws a head and shoulders in plain colours as a PNG (ISO/IEC 15948), so that training needs no picture of a real person.</summary>
internal static class Portrait
{
    private const int Width = 240;
    private const int Height = 300;

    private static readonly (byte R, byte G, byte B)[] Skins = [(255, 219, 184), (236, 188, 145), (198, 134, 92), (141, 85, 54), (96, 60, 40)];
    private static readonly (byte R, byte G, byte B)[] Hairs = [(40, 28, 20), (86, 58, 36), (150, 110, 60), (120, 120, 124), (180, 70, 30)];
    private static readonly (byte R, byte G, byte B)[] Clothes = [(0, 94, 184), (0, 127, 59), (124, 40, 85), (33, 43, 50), (0, 48, 135)];

    /// <param name="seed">The same number draws the same portrait.</param>
    public static byte[] Draw(int seed)
    {
        var (skin, hair, cloth) = (Skins[seed % 5], Hairs[seed / 5 % 5], Clothes[seed / 3 % 5]);
        var rows = new byte[Height * ((Width * 3) + 1)];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (r, g, b) = Inside(x, y, 120, 120, 54, 66) ? (y < 84 ? hair : skin)
                    : Inside(x, y, 120, 112, 64, 70) && y < 150 ? hair
                    : Inside(x, y, 120, 330, 118, 130) ? cloth
                    : x is > 100 and < 140 && y is > 160 and < 220 ? skin
                    : ((byte)232, (byte)237, (byte)238);
                var at = (y * ((Width * 3) + 1)) + 1 + (x * 3);
                (rows[at], rows[at + 1], rows[at + 2]) = (r, g, b);
            }
        }

        return Encode(rows);
    }

    private static bool Inside(int x, int y, int centreX, int centreY, int radiusX, int radiusY) =>
        Math.Pow((x - centreX) / (double)radiusX, 2) + Math.Pow((y - centreY) / (double)radiusY, 2) <= 1;

    private static byte[] Encode(byte[] rows)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2);
        Chunk(png, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(type, data));
        png.Write(number);
    }

    /// <summary>CRC-32 of ISO 3309, as PNG Annex D.</summary>
    private static uint Crc(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var crc = Update(Update(uint.MaxValue, type), data);
        return ~crc;
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return crc;
    }
}
