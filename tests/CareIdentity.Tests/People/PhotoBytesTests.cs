using System.Buffers.Binary;
using System.Text;
using CareIdentity.People;

namespace CareIdentity.Tests.People;

/// <summary>Pictures as cameras and attackers make them: what they say beside the picture is gone, and what is no picture is refused.</summary>
public sealed class PhotoBytesTests
{
    private static readonly byte[] Quantisation = [0xFF, 0xDB, 0x00, 0x04, 9, 9];
    private static readonly byte[] Huffman = [0xFF, 0xC4, 0x00, 0x05, 0xD9, 0xFF, 0xD9];
    private static readonly byte[] Scan = [0xFF, 0xDA, 0x00, 0x03, 1, 1, 2, 0xFF, 0x00, 0xFF, 0xD3, 3];
    private static readonly byte[] Frame = [0xFF, 0xC2, 0x00, 0x08, 8, 500 >> 8, 500 & 0xFF, 400 >> 8, 400 & 0xFF, 1];
    private static readonly byte[] End = [0xFF, 0xD9];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_what_a_telephone_wrote_only_which_way_up_it_was_held_is_kept(bool bigEndian)
    {
        var exif = Exif(bigEndian, orientation: 6);

        var photo = Photo.Read([0xFF, 0xD8, .. exif, .. Quantisation, .. Frame, .. Scan, .. End]).Value;

        var text = Encoding.Latin1.GetString(photo.Content);
        Assert.DoesNotContain("51.5N", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pixel 9", text, StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD8, .. ExifOrientation.Alone(6), .. Quantisation, .. Frame, .. Scan, .. End], photo.Content);
        Assert.Equal((ushort)6, ExifOrientation.Of(ExifOrientation.Alone(6).AsSpan(4)));
    }

    [Fact]
    public void An_upright_picture_keeps_nothing_of_it_and_a_second_Exif_is_not_believed()
    {
        byte[] plain = [0xFF, 0xD8, .. Quantisation, .. Frame, .. Scan, .. End];

        Assert.Equal(plain, Photo.Read([0xFF, 0xD8, .. Exif(true, 1), .. Quantisation, .. Frame, .. Scan, .. End]).Value.Content);
        Assert.Equal(plain, Photo.Read([0xFF, 0xD8, .. Exif(true, 99), .. Quantisation, .. Frame, .. Scan, .. End]).Value.Content);
        Assert.Equal(
            [0xFF, 0xD8, .. ExifOrientation.Alone(3), .. Quantisation, .. Frame, .. Scan, .. End],
            Photo.Read([0xFF, 0xD8, .. Exif(true, 3), .. Exif(false, 8), .. Quantisation, .. Frame, .. Scan, .. End]).Value.Content);
    }

    [Fact]
    public void Between_the_scans_of_a_progressive_picture_nothing_is_hidden_and_nothing_of_it_is_lost()
    {
        byte[] secret = [0xFF, 0xFE, 0x00, 0x08, .. "secret"u8];

        var photo = Photo.Read([0xFF, 0xD8, .. Quantisation, .. Frame, .. Huffman, .. Scan, .. secret, .. Huffman, .. Scan, .. Exif(true, 6), .. Scan, .. End, .. "<script>"u8]).Value;

        Assert.Equal([0xFF, 0xD8, .. Quantisation, .. Frame, .. Huffman, .. Scan, .. Huffman, .. Scan, .. Scan, .. End], photo.Content);
    }

    [Fact]
    public void What_only_begins_as_a_picture_is_refused()
    {
        byte[] whole = [0xFF, 0xD8, .. Quantisation, .. Frame, .. Scan, .. End];
        for (var length = 1; length < whole.Length; length++)
        {
            Assert.Equal("profile.photo-not-accepted", Photo.Read(whole.AsSpan(0, length)).Refusal?.Code);
        }

        Assert.NotNull(Photo.Read([0xFF, 0xD8, .. Scan, .. End]).Refusal);
        Assert.NotNull(Photo.Read([0xFF, 0xD8, .. Frame, .. Frame, .. Scan, .. End]).Refusal);
        Assert.NotNull(Photo.Read([.. "%PDF-1.7"u8, .. whole]).Refusal);
        Assert.NotNull(Photo.Read([.. "<html>"u8, .. whole]).Refusal);
    }

    [Fact]
    public void A_png_begins_with_one_header_and_draws_something()
    {
        byte[] text = Chunk("iTXt", "XML:com.adobe.xmp"u8);
        byte[] image = Chunk("IDAT", [1, 2, 3]);
        byte[] end = Chunk("IEND", []);

        Assert.Equal([.. Head(300, 400), .. image, .. end], Photo.Read([.. Head(300, 400), .. text, .. Chunk("eXIf", "MM*"u8), .. image, .. Chunk("zTXt", "x"u8), .. end, .. "PK\u0003\u0004"u8]).Value.Content);
        Assert.NotNull(Photo.Read([.. Head(300, 400), .. end]).Refusal);
        Assert.NotNull(Photo.Read([.. Head(300, 400), .. Chunk("IHDR", new byte[13]), .. image, .. end]).Refusal);
        Assert.NotNull(Photo.Read([.. Head(300, 400)[..8], .. text, .. Head(300, 400)[8..], .. image, .. end]).Refusal);
        Assert.NotNull(Photo.Read([.. Head(int.MinValue, 400), .. image, .. end]).Refusal);
        Assert.NotNull(Photo.Read([.. Head(100_000, 100_000), .. image, .. end]).Refusal);
        Assert.NotNull(Photo.Read([.. Head(300, 400), .. image]).Refusal);
    }

    /// <summary>APP1 with a model, an orientation and, as another directory would have it, a position.</summary>
    private static byte[] Exif(bool bigEndian, ushort orientation)
    {
        var tiff = new byte[8 + 2 + 24 + 4 + 32];
        (bigEndian ? "MM"u8 : "II"u8).CopyTo(tiff);
        Write(tiff.AsSpan(2), 42);
        Write4(tiff.AsSpan(4), 8);
        Write(tiff.AsSpan(8), 2);
        Write(tiff.AsSpan(10), 0x0110);
        Write(tiff.AsSpan(12), 2);
        Write4(tiff.AsSpan(14), 8);
        Write4(tiff.AsSpan(18), 38);
        Write(tiff.AsSpan(22), 0x0112);
        Write(tiff.AsSpan(24), 3);
        Write4(tiff.AsSpan(26), 1);
        Write(tiff.AsSpan(30), orientation);
        "Pixel 9 51.5N 0.1W"u8.CopyTo(tiff.AsSpan(38));
        byte[] body = [.. "Exif\0\0"u8, .. tiff];
        return [0xFF, 0xE1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

        void Write(Span<byte> to, ushort value)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt16BigEndian(to, value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(to, value);
            }
        }

        void Write4(Span<byte> to, uint value)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(to, value);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(to, value);
            }
        }
    }

    private static byte[] Head(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header)];
    }

    private static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        data.CopyTo(chunk.AsSpan(8));
        return chunk;
    }
}
