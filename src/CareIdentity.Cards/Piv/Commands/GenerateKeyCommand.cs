using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>GENERATE ASYMMETRIC KEY PAIR on the card (SP 800-73-4 Part 2 §3.3.2); the answer is the public key as SubjectPublicKeyInfo.</summary>
public sealed record GenerateKeyCommand(PivSlot Slot, PivAlgorithm Algorithm) : IPivCommand<byte[]>
{
    // AC { 80 algorithm identifier }
    public CommandApdu ToApdu()
    {
        var tlv = new TlvWriter();
        using (tlv.Push(0xAC /* control reference template */))
        {
            tlv.Write(0x80 /* cryptographic mechanism */, (byte)Algorithm);
        }

        return new(0x00, 0x47, 0x00, Slot.Reference, tlv.Encode(), 256);
    }

    public byte[] Read(ResponseApdu response)
    {
        var reader = new TlvReader(Accepted.DataOf("GENERATE ASYMMETRIC KEY PAIR", response).Span);
        var key = reader.Read(0x7F49 /* public key */);
        reader.End();
        return PivPublicKey.ToSubjectPublicKeyInfo(Algorithm, key);
    }
}
