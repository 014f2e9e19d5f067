using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>MOVE KEY, a vendor's addition (Yubico F6): to another slot, or to none, which destroys it.</summary>
public sealed record MoveKeyCommand(PivSlot From, PivSlot? To) : IPivCommand<Accepted>
{
    private const byte Nowhere = 0xFF;

    public CommandApdu ToApdu() => new(0x00, 0xF6, To?.Reference ?? Nowhere, From.Reference);

    public Accepted Read(ResponseApdu response) => Accepted.Read("MOVE KEY", response);
}
