using System.Buffers.Binary;
using System.Text;
using CareIdentity.People;

namespace CareIdentity.Tests.People;

public sealed class PhotoTests
{
    [Fact]
    public void A_jpeg_keeps_its_picture_and_loses_its_position_and_comments()
    {
        var photo = Photo.Read(Jpeg(400, 500, [0xFF, 0xE1, 0x00, 0x0A, .. "GPS here"u8], [0xFF, 0xFE, 0x00, 0x08, .. "secret"u8])).Value;

        Assert.Equal("image/jpeg", photo.ContentType);
        Assert.Equal(Jpeg(400, 500), photo.Content);
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(photo.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void What_hides_behind_the_end_of_the_picture_is_dropped() =>
        Assert.Equal(Jpeg(400, 500), Photo.Read([.. Jpeg(400, 500), .. "<script>"u8]).Value.Content);

    [Fact]
    public void A_png_keeps_only_what_draws()
    {
        byte[] plain = [.. PngHead(300, 400), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", [])];

        var photo = Photo.Read([.. PngHead(300, 400), .. Chunk("tEXt", "Author"u8), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", []), 7, 7]).Value;

        Assert.Equal("image/png", photo.ContentType);
        Assert.Equal(plain, photo.Content);
    }

    [Theory]
    [InlineData(199, 500)]
    [InlineData(400, 249)]
    [InlineData(9000, 500)]
    public void A_picture_of_a_useless_size_is_refused(int width, int height) =>
        Assert.Equal("profile.photo-not-accepted", Photo.Read(Jpeg(width, height)).Refusal?.Code);

    [Fact]
    public void What_is_no_picture_is_refused()
    {
        Assert.Equal("profile.photo-missing", Photo.Read([]).Refusal?.Code);
        Assert.Equal("profile.photo-not-accepted", Photo.Read("<svg onload=alert(1)>"u8).Refusal?.Code);
        Assert.Equal("profile.photo-not-accepted", Photo.Read("GIF89a"u8).Refusal?.Code);
        Assert.Equal("profile.photo-not-accepted", Photo.Read(new byte[Photo.MaxBytes + 1]).Refusal?.Code);
    }

    [Fact]
    public void A_picture_cut_or_changed_anywhere_never_does_worse_than_be_refused()
    {
        byte[][] pictures = [Jpeg(400, 500, [0xFF, 0xE1, 0x00, 0x04, 1, 2]), [.. PngHead(300, 400), .. Chunk("IDAT", [1]), .. Chunk("IEND", [])]];
        foreach (var picture in pictures)
        {
            for (var i = 0; i < picture.Length; i++)
            {
                _ = Photo.Read(picture.AsSpan(0, i));
                foreach (var value in new byte[] { 0x00, 0x7F, 0xFF })
                {
                    byte[] changed = [.. picture];
                    changed[i] = value;
                    _ = Photo.Read(changed);
                }
            }
        }
    }

    private static byte[] Jpeg(int width, int height, params byte[][] extra) =>
    [
        0xFF, 0xD8,
        .. extra.SelectMany(segment => segment),
        0xFF, 0xDB, 0x00, 0x04, 9, 9,
        0xFF, 0xC0, 0x00, 0x08, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1,
        0xFF, 0xDA, 0x00, 0x03, 1,
        1, 2, 0xFF, 0x00, 3,
        0xFF, 0xD9,
    ];

    private static byte[] PngHead(int width, int height)
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
