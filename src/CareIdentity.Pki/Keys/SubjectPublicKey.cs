using System.Numerics;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Keys;

/// <summary>A SubjectPublicKeyInfo read strictly (RFC 5280 §4.1.2.7): named curves and RSA only, nothing about the strength yet.</summary>
public sealed class SubjectPublicKey
{
    private static readonly byte[] DerNull = [DerTag.Null, 0x00];

    private SubjectPublicKey(ReadOnlyMemory<byte> encoded)
    {
        Encoded = encoded;
        var outer = new DerReader(encoded.Span);
        var info = outer.EnterSequence();
        outer.RequireEnd();
        var algorithm = info.EnterSequence();
        var type = info.Span(algorithm.ReadObjectIdentifier());
        KeyBits = info.ReadOctetAlignedBitString().Of(encoded);
        info.RequireEnd();

        if (type.SequenceEqual(Oids.EcPublicKey.Content))
        {
            Kind = Curve(ref algorithm);
            CheckPoint();
        }
        else if (type.SequenceEqual(Oids.RsaEncryption.Content))
        {
            // RFC 3279 §2.3.1: the parameters MUST be NULL.
            if (!algorithm.Span(algorithm.ReadEncoded()).SequenceEqual(DerNull))
            {
                throw new PkiFormatException("The parameters of an RSA key are not NULL (RFC 3279 §2.3.1).");
            }

            Kind = PublicKeyKind.Rsa;
            (Modulus, Exponent) = ReadRsa();
        }
        else
        {
            throw new PkiFormatException("The public key is neither an elliptic-curve nor an RSA key.");
        }

        algorithm.RequireEnd();
    }

    /// <summary>The whole SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The content of the BIT STRING: what key identifiers are made from.</summary>
    public ReadOnlyMemory<byte> KeyBits { get; }

    public PublicKeyKind Kind { get; }

    /// <summary>RSA only.</summary>
    public BigInteger Modulus { get; }

    /// <summary>RSA only.</summary>
    public BigInteger Exponent { get; }

    public bool IsRsa => Kind == PublicKeyKind.Rsa;

    /// <summary>The length of the modulus, or of the field of the curve, in bits.</summary>
    public int Bits => Kind switch
    {
        PublicKeyKind.EcP256 => 256,
        PublicKeyKind.EcP384 => 384,
        PublicKeyKind.EcP521 => 521,
        _ => (int)Modulus.GetBitLength(),
    };

    /// <exception cref="PkiFormatException">The bytes are not one key of a kind that is read.</exception>
    public static SubjectPublicKey Parse(ReadOnlyMemory<byte> encoded) => new(encoded);

    /// <summary>Twenty octets naming the key: the leftmost 160 bits of the SHA-256 of its bits (RFC 7093 §2 method 1), as SHA-1 is used nowhere.</summary>
    public byte[] Identifier() => SHA256.HashData(KeyBits.Span)[..20];

    // ECParameters ::= CHOICE { namedCurve OBJECT IDENTIFIER }; the explicit and implicit forms MUST NOT be used — RFC 5480 §2.1.1
    private static PublicKeyKind Curve(ref DerReader algorithm)
    {
        var curve = algorithm.Span(algorithm.ReadObjectIdentifier());
        return curve switch
        {
            _ when curve.SequenceEqual(Oids.P256.Content) => PublicKeyKind.EcP256,
            _ when curve.SequenceEqual(Oids.P384.Content) => PublicKeyKind.EcP384,
            _ when curve.SequenceEqual(Oids.P521.Content) => PublicKeyKind.EcP521,
            _ => throw new PkiFormatException("The curve of the public key is not P-256, P-384 or P-521 (RFC 5480 §2.1.1.1)."),
        };
    }

    // RFC 5480 §2.2: the uncompressed form must be supported; a compressed one is refused, so that one key has one encoding.
    private void CheckPoint()
    {
        var octets = (Bits + 7) / 8;
        if (KeyBits.Length != 1 + 2 * octets || KeyBits.Span[0] != 0x04)
        {
            throw new PkiFormatException("The public key is not an uncompressed point of its curve (RFC 5480 §2.2).");
        }
    }

    // RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER } — RFC 3279 §2.3.1
    private (BigInteger Modulus, BigInteger Exponent) ReadRsa()
    {
        var outer = new DerReader(KeyBits.Span);
        var key = outer.EnterSequence();
        outer.RequireEnd();
        var modulus = key.Span(key.ReadInteger());
        var exponent = key.Span(key.ReadInteger());
        key.RequireEnd();
        // 16,384 bits bound the work that a hostile key can cause.
        if (modulus.Length > 2049 || exponent.Length > 2049 || modulus[0] >= 0x80 || exponent[0] >= 0x80)
        {
            throw new PkiFormatException("An RSA key is negative or longer than any that is read here.");
        }

        return (new BigInteger(modulus, isBigEndian: true), new BigInteger(exponent, isBigEndian: true));
    }
}
