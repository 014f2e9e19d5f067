using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

internal sealed partial class PivApplet
{
    // SP 800-73-4 Part 2 §3.2.1
    private ResponseApdu Verify(CommandApdu command)
    {
        if (command.P2 != PinBlock.Pin)
        {
            return new ResponseApdu(StatusWord.ReferenceDataNotFound);
        }

        switch (command)
        {
            case { P1: 0xFF, Data.IsEmpty: true }:
                isPinVerified = false;
                return new ResponseApdu(StatusWord.Success);
            case { P1: 0x00, Data.IsEmpty: true }:
                return new ResponseApdu(isPinVerified ? StatusWord.Success : StatusWord.WithTries(pin.TriesLeft));
            case { P1: 0x00 } when IsPin(command.Data.Span):
                var status = pin.Check(command.Data.Span);
                isPinVerified = isPinFresh = status.IsSuccess;
                return new ResponseApdu(status);
            case { P1: 0x00 }:
                // Not a passcode at all: costs no try and changes nothing.
                return new ResponseApdu(StatusWord.WrongData);
            default:
                return new ResponseApdu(StatusWord.WrongP1P2);
        }
    }

    // §3.2.2: the holder has to verify the new passcode before it is of use.
    private ResponseApdu ChangeReference(CommandApdu command)
    {
        var reference = command.P2 switch
        {
            PinBlock.Pin => pin,
            PinBlock.Puk => puk,
            _ => null,
        };
        if (reference is null || command.P1 != 0x00)
        {
            return new ResponseApdu(reference is null ? StatusWord.ReferenceDataNotFound : StatusWord.WrongP1P2);
        }

        var mayBe = command.P2 == PinBlock.Pin ? (Func<ReadOnlySpan<byte>, bool>)IsPin : IsPuk;
        return Replace(command.Data.Span, reference, mayBe, reference, mayBe);
    }

    // §3.2.3: the PUK, then the new passcode.
    private ResponseApdu ResetRetryCounter(CommandApdu command) =>
        command is { P1: 0x00, P2: PinBlock.Pin }
            ? Replace(command.Data.Span, puk, IsPuk, pin, IsPin)
            : new ResponseApdu(command.P1 == 0x00 ? StatusWord.ReferenceDataNotFound : StatusWord.WrongP1P2);

    private ResponseApdu Replace(
        ReadOnlySpan<byte> blocks, ReferenceValue known, Func<ReadOnlySpan<byte>, bool> knownMayBe, ReferenceValue changed, Func<ReadOnlySpan<byte>, bool> nextMayBe)
    {
        if (blocks.Length != 2 * PinBlock.Length || !knownMayBe(blocks[..PinBlock.Length]) || !nextMayBe(blocks[PinBlock.Length..]))
        {
            return new ResponseApdu(StatusWord.WrongData);
        }

        var status = known.Check(blocks[..PinBlock.Length]);
        if (status.IsSuccess)
        {
            changed.Set(blocks[PinBlock.Length..]);
        }

        if (changed == pin)
        {
            isPinVerified = false;
        }

        return new ResponseApdu(status);
    }

    // Six to eight digits, the rest FF (§2.4.3)
    private static bool IsPin(ReadOnlySpan<byte> block)
    {
        var digits = block.TrimEnd((byte)0xFF);
        return block.Length == PinBlock.Length && digits.Length >= 6 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static bool IsPuk(ReadOnlySpan<byte> block) => block.Length == PinBlock.Length && block.TrimEnd((byte)0xFF).Length >= 6;
}
