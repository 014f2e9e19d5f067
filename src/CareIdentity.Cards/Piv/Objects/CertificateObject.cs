using System.IO.Compression;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Objects;

/// <summary>A certificate as it lies on the card (SP 800-73-4 Part 1 Appendix A, Table 15). We write it as it is; one that somebody else compressed is read too.</summary>
public static class CertificateObject
{
    /// <summary>Far above any certificate, far below what a small compressed object could swell to.</summary>
    public const int MaxLength = 16384;

    private const int Certificate = 0x70;
    private const int CertInfo = 0x71;
    private const int ErrorDetectionCode = 0xFE;
    private const byte Gzip = 0x01;

    // 70 certificate, 71 CertInfo, FE error detection code (empty)
    public static byte[] Encode(ReadOnlySpan<byte> certificate)
    {
        var tlv = new TlvWriter();
        tlv.Write(Certificate, certificate);
        tlv.Write(CertInfo, 0x00 /* not compressed */);
        tlv.Write(ErrorDetectionCode, []);
        return tlv.Encode();
    }

    /// <exception cref="CardProtocolException">No certificate inside, or one that is far too long.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> content)
    {
        var reader = new TlvReader(content);
        var certificate = reader.Read(Certificate);
        var info = reader.IsNext(CertInfo) ? reader.Read(CertInfo) : default;
        var compressed = info.Length == 1 && (info[0] & 0x03) == Gzip;
        return compressed ? Expand(certificate)
            : certificate.Length <= MaxLength ? certificate.ToArray()
            : throw new CardProtocolException("The card gives a certificate that is far too long.");
    }

    private static byte[] Expand(ReadOnlySpan<byte> compressed)
    {
        using var gzip = new GZipStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        var expanded = new byte[MaxLength + 1];
        try
        {
            var length = gzip.ReadAtLeast(expanded, expanded.Length, throwOnEndOfStream: false);
            return length <= MaxLength ? expanded[..length] : throw new CardProtocolException("The card gives a certificate that is far too long.");
        }
        catch (InvalidDataException)
        {
            throw new CardProtocolException("The card gives a certificate that is said to be compressed and is not.");
        }
    }
}
