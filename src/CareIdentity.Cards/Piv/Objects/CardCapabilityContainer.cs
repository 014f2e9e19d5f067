using System.Text;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Objects;

/// <summary>The card capability container (SP 800-73-4 Part 1 §3.1.1, Table 8): mandatory, of a time before PIV, and all but empty. It lets old middleware tell one card from another.</summary>
public static class CardCapabilityContainer
{
    // GSC-IS RID, manufacturer FF (none), card type 02 (Java card): NISTIR 6887 §6.2
    private static readonly byte[] Prefix = [0xA0, 0x00, 0x00, 0x01, 0x16, 0xFF, 0x02];

    // Empty: application URLs, PKCS #15, access control rules, card APDUs, redirection, capability tuples, status tuples, next CCC, error detection.
    private static readonly int[] Empty = [0xF3, 0xF6, 0xF7, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE];

    public static byte[] Encode(CardSerial serial)
    {
        var tlv = new TlvWriter();
        tlv.Write(0xF0 /* card identifier: prefix and 14 bytes of ours */, [.. Prefix, .. Encoding.ASCII.GetBytes(serial.ToString().PadLeft(14, '0'))]);
        tlv.Write(0xF1 /* version of the container */, 0x21);
        tlv.Write(0xF2 /* version of its grammar */, 0x21);
        tlv.Write(Empty[0], []);
        tlv.Write(0xF4 /* PKCS #15: none */, 0x00);
        tlv.Write(0xF5 /* registered data model: PIV */, 0x10);
        foreach (var tag in Empty[1..])
        {
            tlv.Write(tag, []);
        }

        return tlv.Encode();
    }
}
