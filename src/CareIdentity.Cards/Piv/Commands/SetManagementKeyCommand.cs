using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>SET MANAGEMENT KEY after the one before it, a vendor's addition (Yubico FF): the standard leaves the key's life to the issuer.</summary>
public sealed record SetManagementKeyCommand : IPivCommand<Accepted>
{
    private readonly ReadOnlyMemory<byte> key;
    private readonly PivAlgorithm algorithm;

    public SetManagementKeyCommand(PivAlgorithm algorithm, ReadOnlyMemory<byte> key)
    {
        ManagementKey.Check(algorithm, key.Span);
        (this.algorithm, this.key) = (algorithm, key);
    }

    public bool CarriesSecret => true;

    // algorithm identifier, then 9B { key }; P2 FF: no touch wanted
    public CommandApdu ToApdu()
    {
        var tlv = new TlvWriter();
        tlv.WriteEncoded([(byte)algorithm]);
        tlv.Write(ManagementKey.Reference, key.Span);
        return new(0x00, 0xFF, 0xFF, 0xFF, tlv.Encode());
    }

    public Accepted Read(ResponseApdu response) => Accepted.Read("SET MANAGEMENT KEY", response);
}
