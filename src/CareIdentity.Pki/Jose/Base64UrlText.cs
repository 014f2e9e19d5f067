using System.Buffers.Text;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Jose;

/// <summary>base64url as RFC 7515 §2 writes it: no padding, no white space, and one text for each value.</summary>
internal static class Base64UrlText
{
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                throw new PkiFormatException("A text is not base64url (RFC 7515 §2).");
            }
        }

        try
        {
            var octets = Base64Url.DecodeFromChars(text);
            // Bits that no octet uses are zero (RFC 4648 §3.5).
            return Base64Url.EncodeToString(octets).AsSpan().SequenceEqual(text) ? octets : throw new PkiFormatException("A text is not the base64url of its value (RFC 4648 §3.5).");
        }
        catch (FormatException)
        {
            throw new PkiFormatException("A text is not base64url (RFC 7515 §2).");
        }
    }
}
