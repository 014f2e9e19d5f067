using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>ATTEST, a vendor's addition (Yubico F9): the card's certificate, DER, for a key that was made on it; null where the slot holds none.</summary>
/// <remarks>It is not looked into here: what it proves depends on who certified <see cref="PivSlot.Attestation"/>.</remarks>
public sealed record AttestCommand(PivSlot Slot) : IPivCommand<byte[]?>
{
    public CommandApdu ToApdu() => new(0x00, 0xF9, Slot.Reference, 0x00, Le: 256);

    public byte[]? Read(ResponseApdu response) =>
        response.Status == StatusWord.ReferenceDataNotFound ? null : Accepted.DataOf("ATTEST", response).ToArray();
}
