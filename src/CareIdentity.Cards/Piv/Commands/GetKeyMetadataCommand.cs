using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>GET METADATA of a key, a vendor's addition (Yubico F7); null where the slot is empty.</summary>
public sealed record GetKeyMetadataCommand(PivSlot Slot) : IPivCommand<PivKeyMetadata?>
{
    private const byte MadeOnCard = 0x01;

    public CommandApdu ToApdu() => new(0x00, 0xF7, 0x00, Slot.Reference, Le: 256);

    // 01 algorithm, 02 { PIN policy, touch policy }, 03 origin, 04 public key
    public PivKeyMetadata? Read(ResponseApdu response)
    {
        if (response.Status == StatusWord.ReferenceDataNotFound)
        {
            return null;
        }

        var reader = new TlvReader(Accepted.DataOf("GET METADATA", response).Span);
        var algorithm = reader.Read(0x01);
        var policy = reader.Read(0x02);
        var origin = reader.Read(0x03);
        var key = reader.Read(0x04);
        return algorithm.Length == 1 && policy.Length == 2 && origin.Length == 1
            && (PivAlgorithm)algorithm[0] is var known && (known.IsRsa() || known.IsElliptic())
            && (PivPinPolicy)policy[0] is var pin && Enum.IsDefined(pin)
            ? new PivKeyMetadata(known, pin, origin[0] == MadeOnCard, PivPublicKey.ToSubjectPublicKeyInfo(known, key))
            : throw new CardProtocolException("The card's description of a key makes no sense.");
    }
}
