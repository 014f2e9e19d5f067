using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Whether a signature is written in the one way DER allows. The framework also takes an r or s that lost its leading zero octet
/// (Wycheproof, MissingZero), so that one signature would have several encodings and one certificate several fingerprints.
/// </summary>
internal static class EcdsaSignature
{
    // Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER } — RFC 3279 §2.2.3
    public static bool IsDer(ReadOnlySpan<byte> signature)
    {
        try
        {
            var outer = new DerReader(signature);
            var values = outer.EnterSequence();
            outer.RequireEnd();
            var (r, s) = (values.ReadInteger(), values.ReadInteger());
            values.RequireEnd();
            return signature[r.Start] < 0x80 && signature[s.Start] < 0x80;
        }
        catch (PkiFormatException)
        {
            return false;
        }
    }
}
