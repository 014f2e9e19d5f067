using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>VERIFY the passcode, given here (§3.2.1 of SP 800-73-4 Part 2): only for one that the service itself has just set.</summary>
public sealed record VerifyCommand(ReadOnlyMemory<byte> Pin) : IPivCommand<PasscodeOutcome>
{
    public bool CarriesSecret => true;

    /// <summary>The same with the passcode typed at the workstation.</summary>
    public static PasscodeCommand Typed
    {
        get
        {
            var block = new byte[PinBlock.Length];
            block.AsSpan().Fill(0xFF);
            return new(new CommandApdu(0x00, 0x20, 0x00, PinBlock.Pin, block), [new PasscodePlace(0, PasscodeKind.Current)]);
        }
    }

    public CommandApdu ToApdu()
    {
        var block = new byte[PinBlock.Length];
        PinBlock.Write(Pin.Span, block);
        return new(0x00, 0x20, 0x00, PinBlock.Pin, block);
    }

    public PasscodeOutcome Read(ResponseApdu response) => ReadOutcome(response);

    internal static PasscodeOutcome ReadOutcome(ResponseApdu response) => PasscodeOutcome.Read("VERIFY", response);
}
