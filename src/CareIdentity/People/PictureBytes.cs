using System.Buffers.Binary;

namespace CareIdentity.People;

/// <summary>
/// Walks the outer structure of JPEG (ITU-T T.81 Annex B) and PNG (ISO/IEC 15948) and copies only what draws the picture, so that
/// no camera position, comment or hidden file is kept. It does not decode pixels; the browser does, from a same-origin URL with its type fixed.
/// </summary>
internal static class PictureBytes
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The stripped picture, or null where the bytes are not a whole JPEG or PNG.</summary>
    public static byte[]? Strip(ReadOnlySpan<byte> bytes, out string contentType, out int width, out int height)
    {
        (contentType, width, height) = ("", 0, 0);
        if (bytes.StartsWith(PngSignature))
        {
            contentType = "image/png";
            return StripPng(bytes, out width, out height);
        }

        if (bytes is [0xFF, 0xD8, 0xFF, ..])
        {
            contentType = "image/jpeg";
            return StripJpeg(bytes, out width, out height);
        }

        return null;
    }

    private static byte[]? StripPng(ReadOnlySpan<byte> bytes, out int width, out int height)
    {
        (width, height) = (0, 0);
        using var kept = new MemoryStream(bytes.Length);
        kept.Write(PngSignature);
        var (at, drawn) = (PngSignature.Length, false);
        while (at + 12 <= bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > int.MaxValue - 12 || at + 12 + (long)length > bytes.Length)
            {
                return null;
            }

            var chunk = bytes.Slice(at, 12 + (int)length);
            var type = chunk.Slice(4, 4);
            if (type.SequenceEqual("IHDR"u8) != (at == PngSignature.Length) || (type.SequenceEqual("IHDR"u8) && length != 13))
            {
                return null; // The header comes first, once, and is as long as it is (ISO/IEC 15948 §11.2.2).
            }

            if (type.SequenceEqual("IHDR"u8))
            {
                width = BinaryPrimitives.ReadInt32BigEndian(chunk[8..]);
                height = BinaryPrimitives.ReadInt32BigEndian(chunk[12..]);
            }

            drawn |= type.SequenceEqual("IDAT"u8) && length > 0;
            if (type.SequenceEqual("IHDR"u8) || type.SequenceEqual("PLTE"u8) || type.SequenceEqual("IDAT"u8) || type.SequenceEqual("tRNS"u8) || type.SequenceEqual("IEND"u8))
            {
                kept.Write(chunk);
            }

            at += chunk.Length;
            if (type.SequenceEqual("IEND"u8))
            {
                return width > 0 && drawn ? kept.ToArray() : null;
            }
        }

        return null;
    }

    private static byte[]? StripJpeg(ReadOnlySpan<byte> bytes, out int width, out int height)
    {
        (width, height) = (0, 0);
        using var kept = new MemoryStream(bytes.Length);
        kept.Write(bytes[..2]);
        var (at, scans, turned) = (2, 0, false);
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is 0xFF)
            {
                at++; // Fill bytes before a marker, T.81 §B.1.1.2.
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || at + 2 + length > bytes.Length)
            {
                return null;
            }

            var segment = bytes.Slice(at, 2 + length);
            if (IsFrameHeader(marker))
            {
                if (width > 0 || length < 8)
                {
                    return null; // A second frame is another picture.
                }

                height = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(segment[7..]);
            }

            if (marker is 0xE1 && !turned && scans == 0 && ExifOrientation.Of(segment[4..]) is { } orientation)
            {
                turned = true;
                kept.Write(ExifOrientation.Alone(orientation));
            }
            else if (marker is not ((>= 0xE1 and <= 0xEF) or 0xFE) || marker is 0xEE)
            {
                // APPn and comments go; APP14 says how the colours are coded, without it some pictures turn green.
                kept.Write(segment);
            }

            at += segment.Length;
            if (marker is not 0xDA)
            {
                continue;
            }

            scans++;
            var next = EndOfScan(bytes, at);
            if (width == 0 || next < 0)
            {
                return null;
            }

            kept.Write(bytes[at..next]);
            at = next;
            if (bytes[at + 1] is 0xD9)
            {
                kept.Write(bytes.Slice(at, 2));
                return kept.ToArray();
            }
        }

        return null;
    }

    /// <summary>
    /// Where the next marker stands behind entropy-coded data: in that, FF is followed by 00 or is a restart marker (T.81 §B.1.1.5). A picture of
    /// several scans has segments between them, which are looked at like those before; anything hidden behind the end of the image is dropped.
    /// </summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (at + 1 < bytes.Length)
        {
            var next = bytes[at..^1].IndexOf((byte)0xFF);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7) or 0xFF))
            {
                return at;
            }

            at += bytes[at + 1] is 0xFF ? 1 : 2;
        }

        return -1;
    }

    /// <summary>SOF0–SOF15 without DHT, JPG and DAC (T.81 Table B.1).</summary>
    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
