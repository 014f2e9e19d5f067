using System.Text;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Objects;

/// <summary>The key history object (SP 800-73-4 Part 1 §3.3.3): how many of the places 82 to 95 are in use, and where the certificates of the others are.</summary>
/// <param name="CertifiedHere">Keys whose certificates are on the card, in the places from 82 up.</param>
/// <param name="CertifiedElsewhere">Keys whose certificates are at <paramref name="Location"/>, in the places from 95 down.</param>
/// <param name="Location">An http address; empty where no certificate is elsewhere.</param>
public sealed record KeyHistory(int CertifiedHere, int CertifiedElsewhere, string Location)
{
    private const int Places = 20;

    // C1 keys with certificates on the card, C2 keys with certificates elsewhere, F3 where, FE error detection code
    public byte[] Encode()
    {
        var tlv = new TlvWriter();
        tlv.Write(0xC1, (byte)CertifiedHere);
        tlv.Write(0xC2, (byte)CertifiedElsewhere);
        tlv.Write(0xF3, Encoding.ASCII.GetBytes(Location));
        tlv.Write(0xFE, []);
        return tlv.Encode();
    }

    /// <exception cref="CardProtocolException">Not two numbers, or more keys than there are places.</exception>
    public static KeyHistory Decode(ReadOnlySpan<byte> content)
    {
        var reader = new TlvReader(content);
        var here = reader.Read(0xC1);
        var elsewhere = reader.Read(0xC2);
        var location = reader.HasMore && reader.IsNext(0xF3) ? reader.Read(0xF3) : default;
        return here.Length == 1 && elsewhere.Length == 1 && here[0] + elsewhere[0] <= Places
            ? new KeyHistory(here[0], elsewhere[0], Encoding.ASCII.GetString(location))
            : throw new CardProtocolException($"A card has {Places} places for retired keys.");
    }
}
