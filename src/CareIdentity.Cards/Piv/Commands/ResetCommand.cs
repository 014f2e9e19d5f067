using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>RESET, a vendor's addition (Yubico FB): back to the factory, and only once the passcode and the PUK are both blocked.</summary>
public sealed record ResetCommand : IPivCommand<Accepted>
{
    public CommandApdu ToApdu() => new(0x00, 0xFB, 0x00, 0x00);

    public Accepted Read(ResponseApdu response) => Accepted.Read("RESET", response);
}
