using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>GET METADATA of the management key, a vendor's addition (Yubico F7): which algorithm it is for, and whether it is still the factory's.</summary>
public sealed record GetManagementMetadataCommand : IPivCommand<PivManagementMetadata>
{
    public CommandApdu ToApdu() => new(0x00, 0xF7, 0x00, ManagementKey.Reference, Le: 256);

    // 01 algorithm, 02 { PIN policy, touch policy }, 05 whether it is the factory's
    public PivManagementMetadata Read(ResponseApdu response)
    {
        var reader = new TlvReader(Accepted.DataOf("GET METADATA", response).Span);
        var algorithm = reader.Read(0x01);
        _ = reader.Read(0x02);
        var isFactory = reader.Read(0x05);
        return algorithm.Length == 1 && isFactory.Length == 1 && ((PivAlgorithm)algorithm[0]).IsSymmetric()
            ? new PivManagementMetadata((PivAlgorithm)algorithm[0], isFactory[0] != 0)
            : throw new CardProtocolException("The card's description of its management key makes no sense.");
    }
}
