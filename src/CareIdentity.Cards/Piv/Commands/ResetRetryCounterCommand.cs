using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>RESET RETRY COUNTER: the PUK, then the new passcode (SP 800-73-4 Part 2 §3.2.3). A wrong PUK costs one of its own tries.</summary>
public static class ResetRetryCounterCommand
{
    /// <summary>The holder types the new passcode; the PUK comes from the service.</summary>
    public static PasscodeCommand Typed(ReadOnlyMemory<byte> puk)
    {
        var blocks = new byte[2 * PinBlock.Length];
        blocks.AsSpan().Fill(0xFF);
        PinBlock.Write(puk.Span, blocks);
        return new(new CommandApdu(0x00, 0x2C, 0x00, PinBlock.Pin, blocks), [new PasscodePlace(PinBlock.Length, PasscodeKind.New)]);
    }

    /// <summary>Both from the service: only for a card that no holder has yet.</summary>
    internal static CommandApdu Own(ReadOnlyMemory<byte> puk, ReadOnlyMemory<byte> pin)
    {
        var blocks = new byte[2 * PinBlock.Length];
        PinBlock.Write(puk.Span, blocks);
        PinBlock.Write(pin.Span, blocks.AsSpan(PinBlock.Length));
        return new CommandApdu(0x00, 0x2C, 0x00, PinBlock.Pin, blocks);
    }

    internal static PasscodeOutcome ReadOutcome(ResponseApdu response) => PasscodeOutcome.Read("RESET RETRY COUNTER", response);
}
