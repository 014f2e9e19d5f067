using System.Formats.Asn1;
using System.Numerics;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>From what a card gives, <c>Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }</c> (RFC 3279 §2.2.3), to what a token has, <c>r ‖ s</c> (RFC 7518 §3.4).</summary>
internal static class EcdsaSignatureFormat
{
    /// <exception cref="CardProtocolException">Not such a signature, or of another curve.</exception>
    public static byte[] ToFixedLength(ReadOnlyMemory<byte> signature, PivAlgorithm algorithm)
    {
        var length = algorithm.KeyLength();
        try
        {
            var reader = new AsnReader(signature, AsnEncodingRules.DER);
            var values = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var both = new byte[2 * length];
            Write(values.ReadInteger(), both.AsSpan(0, length));
            Write(values.ReadInteger(), both.AsSpan(length));
            values.ThrowIfNotEmpty();
            return both;
        }
        catch (AsnContentException)
        {
            throw new CardProtocolException("The card gave something that is not an ECDSA signature.");
        }
    }

    private static void Write(BigInteger value, Span<byte> place)
    {
        var length = value.Sign > 0 ? value.GetByteCount(isUnsigned: true) : int.MaxValue;
        if (length > place.Length)
        {
            throw new CardProtocolException("The card gave an ECDSA signature of another curve.");
        }

        value.TryWriteBytes(place[(place.Length - length)..], out _, isUnsigned: true, isBigEndian: true);
    }
}
