using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv;

/// <summary>A public key as the card tells it, <c>81 modulus 82 exponent</c> or <c>86 point</c> (SP 800-73-4 Part 2 Table 11), and as everybody else does (RFC 5280 §4.1.2.7).</summary>
internal static class PivPublicKey
{
    private const int Modulus = 0x81;
    private const int Exponent = 0x82;
    private const int Point = 0x86;

    // id-ecPublicKey and the curve, then the point as a BIT STRING without unused bits (RFC 5480 §2).
    private static ReadOnlySpan<byte> BeforePointOfP256 =>
        [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00];

    private static ReadOnlySpan<byte> BeforePointOfP384 =>
        [0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00];

    /// <summary>Whether a point is one of the curve is for the key policy to say, which sees every key before it is certified.</summary>
    /// <exception cref="CardProtocolException">Not a key of that algorithm: another size, exponent or form.</exception>
    public static byte[] ToSubjectPublicKeyInfo(PivAlgorithm algorithm, ReadOnlySpan<byte> elements)
    {
        var reader = new TlvReader(elements);
        try
        {
            return algorithm.IsRsa() ? Rsa(algorithm, ref reader) : Elliptic(algorithm, ref reader);
        }
        catch (CryptographicException e)
        {
            throw new CardProtocolException($"The card gave something that is not a public key: {e.Message}");
        }
    }

    public static byte[] Encode(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        var tlv = new TlvWriter();
        tlv.Write(Modulus, parameters.Modulus);
        tlv.Write(Exponent, parameters.Exponent);
        return tlv.Encode();
    }

    public static byte[] Encode(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        var tlv = new TlvWriter();
        tlv.Write(Point, [0x04 /* uncompressed, SEC 1 §2.3.3 */, .. q.X!, .. q.Y!]);
        return tlv.Encode();
    }

    public static ECCurve Curve(PivAlgorithm algorithm) =>
        algorithm == PivAlgorithm.EccP256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384;

    private static byte[] Rsa(PivAlgorithm algorithm, ref TlvReader reader)
    {
        var modulus = reader.Read(Modulus).TrimStart((byte)0).ToArray();
        var exponent = reader.Read(Exponent).TrimStart((byte)0).ToArray();
        reader.End();

        // 65537 alone: SP 800-78-4 §3.1, and the exponent of every certificate profile here.
        if (modulus.Length != algorithm.KeyLength() || modulus[0] < 0x80 || exponent is not [1, 0, 1])
        {
            throw new CardProtocolException("The card gave an RSA key of another size or exponent than was asked for.");
        }

        using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Elliptic(PivAlgorithm algorithm, ref TlvReader reader)
    {
        var point = reader.Read(Point);
        reader.End();
        var length = algorithm.KeyLength();
        if (point.Length != 1 + (2 * length) || point[0] != 0x04)
        {
            throw new CardProtocolException("The card gave a point of another curve than was asked for.");
        }

        return [.. algorithm == PivAlgorithm.EccP256 ? BeforePointOfP256 : BeforePointOfP384, .. point];
    }
}
