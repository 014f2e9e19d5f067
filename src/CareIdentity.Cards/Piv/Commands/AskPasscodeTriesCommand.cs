using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>VERIFY without data: asks how many tries are left and costs none; accepted means that the passcode stands verified (SP 800-73-4 Part 2 §3.2.1).</summary>
public sealed record AskPasscodeTriesCommand : IPivCommand<PasscodeOutcome>
{
    public CommandApdu ToApdu() => new(0x00, 0x20, 0x00, PinBlock.Pin);

    public PasscodeOutcome Read(ResponseApdu response) => PasscodeOutcome.Read("VERIFY", response);
}
