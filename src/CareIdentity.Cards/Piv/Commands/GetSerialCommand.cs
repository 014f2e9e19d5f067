using System.Buffers.Binary;
using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>GET SERIAL NUMBER, a vendor's addition (Yubico F8): four bytes, most significant first.</summary>
public sealed record GetSerialCommand : IPivCommand<CardSerial>
{
    public CommandApdu ToApdu() => new(0x00, 0xF8, 0x00, 0x00, Le: 256);

    public CardSerial Read(ResponseApdu response)
    {
        var number = Accepted.DataOf("GET SERIAL NUMBER", response);
        return number.Length == 4
            ? CardSerial.FromNumber(BinaryPrimitives.ReadUInt32BigEndian(number.Span))
            : throw new CardProtocolException($"A serial number has four bytes; this one has {number.Length}.");
    }
}
