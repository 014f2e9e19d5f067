using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Virtual;

internal sealed partial class PivApplet
{
    private const int MaxObject = 16384;
    private const int MaxObjects = 98304;

    private const int Wrapper = 0x53;

    // SP 800-73-4 Part 2 §3.1.2
    private ResponseApdu GetData(CommandApdu command)
    {
        if (command.P1 != 0x3F || command.P2 != 0xFF)
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        var reader = new TlvReader(command.Data.Span);
        var id = ReadId(ref reader);
        reader.End();
        if (id.NeedsPasscodeToRead && !isPinVerified)
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        var content = objects.GetValueOrDefault(id.Tag) ?? (id == PivObjectId.Discovery ? Discovery() : null);
        if (content is null)
        {
            return new ResponseApdu(StatusWord.FileNotFound);
        }

        var tlv = new TlvWriter();
        tlv.Write(id == PivObjectId.Discovery ? id.Tag : Wrapper, content);
        return new ResponseApdu(tlv.Encode(), StatusWord.Success);
    }

    // §3.3.1
    private ResponseApdu PutData(CommandApdu command)
    {
        if (!management.IsAuthenticated)
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        if (command.P1 != 0x3F || command.P2 != 0xFF)
        {
            return new ResponseApdu(StatusWord.WrongP1P2);
        }

        var reader = new TlvReader(command.Data.Span);
        var isDiscovery = reader.IsNext(PivObjectId.Discovery.Tag);
        var id = isDiscovery ? PivObjectId.Discovery : ReadId(ref reader);
        var content = reader.Read(isDiscovery ? PivObjectId.Discovery.Tag : Wrapper).ToArray();
        reader.End();
        return Store(id, content);
    }

    private ResponseApdu Store(PivObjectId id, byte[] content)
    {
        if (id.Tag is not (0x7E or (>= 0x5FC101 and <= 0x5FC123) or (>= 0x5FFF00 and <= 0x5FFFFF)))
        {
            return new ResponseApdu(StatusWord.FileNotFound);
        }

        var others = objects.Where(o => o.Key != id.Tag).Sum(o => o.Value.Length);
        if (content.Length > MaxObject || others + content.Length > MaxObjects)
        {
            return new ResponseApdu(StatusWord.NotEnoughMemory);
        }

        objects.Remove(id.Tag);
        if (content.Length > 0)
        {
            objects.Add(id.Tag, content);
        }

        return new ResponseApdu(StatusWord.Success);
    }

    private ResponseApdu GetMetadata(CommandApdu command)
    {
        var tlv = new TlvWriter();
        switch (command.P2)
        {
            case PinBlock.Pin:
                WriteReference(tlv, pin, FactoryPin);
                break;
            case PinBlock.Puk:
                WriteReference(tlv, puk, FactoryPuk);
                break;
            case ManagementKey.Reference:
                tlv.Write(0x01 /* algorithm */, (byte)management.Algorithm);
                tlv.Write(0x02 /* policy: passcode, touch */, [0x00, 0x01]);
                tlv.Write(0x05 /* still the factory's */, management.Key.AsSpan().SequenceEqual(FactoryManagementKey) ? (byte)1 : (byte)0);
                break;
            default:
                if (!keys.TryGetValue(command.P2, out var key))
                {
                    return new ResponseApdu(StatusWord.ReferenceDataNotFound);
                }

                tlv.Write(0x01, (byte)key.Algorithm);
                tlv.Write(0x02, [(byte)key.PinPolicy, 0x01]);
                tlv.Write(0x03 /* origin */, 0x01 /* made on the card */);
                tlv.Write(0x04 /* public key */, key.PublicKey());
                break;
        }

        return new ResponseApdu(tlv.Encode(), StatusWord.Success);
    }

    private static void WriteReference(TlvWriter tlv, ReferenceValue reference, ReadOnlySpan<byte> factory)
    {
        tlv.Write(0x01, 0xFF);
        tlv.Write(0x05, reference.Is(factory) ? (byte)1 : (byte)0);
        tlv.Write(0x06 /* tries in all, tries left */, [ReferenceValue.MaxTries, (byte)reference.TriesLeft]);
    }

    // 5C tag
    private static PivObjectId ReadId(ref TlvReader reader)
    {
        var tag = reader.Read(0x5C);
        return tag.Length switch
        {
            1 => new PivObjectId(tag[0]),
            3 => new PivObjectId((tag[0] << 16) | (tag[1] << 8) | tag[2]),
            _ => throw new CardProtocolException("The tag of an object has one byte or three."),
        };
    }

    // 7E { 4F AID, 5F2F passcode usage policy }: the PIV card application PIN and no other satisfies the access rules (Part 1 §3.3.2)
    private static byte[] Discovery()
    {
        var tlv = new TlvWriter();
        tlv.Write(0x4F, Aid);
        tlv.Write(0x5F2F, [0x40, 0x00]);
        return tlv.Encode();
    }
}
