using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>The dynamic authentication template that GENERAL AUTHENTICATE carries both ways (SP 800-73-4 Part 2 §3.2.4, Table 7).</summary>
internal static class AuthenticationTemplate
{
    public const int Witness = 0x80;
    public const int Challenge = 0x81;
    public const int Response = 0x82;
    public const int Exponentiation = 0x85;

    public static CommandApdu ToApdu(PivAlgorithm algorithm, byte key, Action<TlvWriter> elements)
    {
        var tlv = new TlvWriter();
        using (tlv.Push(0x7C))
        {
            elements(tlv);
        }

        return new(0x00, 0x87, (byte)algorithm, key, tlv.Encode(), 256);
    }

    public static byte[] Read(ResponseApdu response, int tag)
    {
        var reader = new TlvReader(Accepted.DataOf("GENERAL AUTHENTICATE", response).Span);
        var template = reader.ReadNested(0x7C);
        reader.End();
        return template.Find(tag).ToArray();
    }
}
