using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>PUT DATA after the management key (SP 800-73-4 Part 2 §3.3.1); empty content removes the object.</summary>
public sealed record PutObjectCommand(PivObjectId Id, ReadOnlyMemory<byte> Content) : IPivCommand<Accepted>
{
    // 5C tag of the object, 53 content; or 7E content for the discovery object
    public CommandApdu ToApdu()
    {
        var tlv = new TlvWriter();
        if (Id != PivObjectId.Discovery)
        {
            tlv.Write(0x5C /* tag list */, Id.ToBytes());
        }

        tlv.Write(Wrapper(Id), Content.Span);
        return new(0x00, 0xDB, 0x3F, 0xFF, tlv.Encode());
    }

    public Accepted Read(ResponseApdu response) => Accepted.Read("PUT DATA", response);

    internal static int Wrapper(PivObjectId id) => id == PivObjectId.Discovery ? id.Tag : 0x53 /* discretionary data */;
}
