using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>VERIFY with P1 FF: the passcode stands verified no longer (SP 800-73-4 Part 2 §3.2.1).</summary>
public sealed record ForgetPasscodeCommand : IPivCommand<Accepted>
{
    public CommandApdu ToApdu() => new(0x00, 0x20, 0xFF, PinBlock.Pin);

    public Accepted Read(ResponseApdu response) => Accepted.Read("VERIFY", response);
}
