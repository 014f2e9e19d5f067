using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>GET DATA (SP 800-73-4 Part 2 §3.1.2); null where the card has no such object.</summary>
public sealed record GetObjectCommand(PivObjectId Id) : IPivCommand<byte[]?>
{
    // 5C tag of the object
    public CommandApdu ToApdu()
    {
        var tlv = new TlvWriter();
        tlv.Write(0x5C /* tag list */, Id.ToBytes());
        return new(0x00, 0xCB, 0x3F, 0xFF, tlv.Encode(), 256);
    }

    public byte[]? Read(ResponseApdu response)
    {
        if (response.Status == StatusWord.FileNotFound)
        {
            return null;
        }

        // 53 { content }; the discovery object alone comes under its own tag (Part 1 §3.3.2).
        var reader = new TlvReader(Accepted.DataOf("GET DATA", response).Span);
        var content = reader.Read(PutObjectCommand.Wrapper(Id)).ToArray();
        reader.End();
        return content.Length == 0 ? null : content;
    }
}
