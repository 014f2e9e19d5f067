using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

/// <summary>The passcode and the PUK, and whether the passcode stands verified (SP 800-73-4 Part 2 §3.2.1 to §3.2.3).</summary>
internal sealed class VirtualPasscodes
{
    public static readonly byte[] FactoryPin = [.. "123456"u8, 0xFF, 0xFF];
    public static readonly byte[] FactoryPuk = [.. "12345678"u8];

    private bool isFresh;
    private bool wasFresh;

    public ReferenceValue Pin { get; private set; } = new(FactoryPin);

    public ReferenceValue Puk { get; private set; } = new(FactoryPuk);

    public bool IsVerified { get; private set; }

    /// <summary>A new command begins: what the one before it verified is fresh for this one and for none after.</summary>
    public void Begin() => (wasFresh, isFresh) = (isFresh, false);

    public void Forget() => (IsVerified, isFresh, wasFresh) = (false, false, false);

    public bool Satisfies(PivPinPolicy policy) => policy switch
    {
        PivPinPolicy.Never => true,
        PivPinPolicy.Once => IsVerified,
        _ => IsVerified && wasFresh,
    };

    public void Restore(VirtualReference savedPin, VirtualReference savedPuk) =>
        (Pin, Puk) = (ReferenceValue.Restore(savedPin), ReferenceValue.Restore(savedPuk));

    public void ReturnToFactory()
    {
        (Pin, Puk) = (new ReferenceValue(FactoryPin), new ReferenceValue(FactoryPuk));
        Forget();
    }

    /// <summary>Other tries from now on, for the factory's passcode and PUK, which come back with them (Yubico FA).</summary>
    public ResponseApdu SetTries(CommandApdu command, bool isManaged)
    {
        if (!isManaged || !IsVerified)
        {
            return new ResponseApdu(StatusWord.SecurityStatusNotSatisfied);
        }

        if (command.P1 == 0 || command.P2 == 0 || !command.Data.IsEmpty)
        {
            return new ResponseApdu(StatusWord.WrongData);
        }

        (Pin, Puk) = (new ReferenceValue(FactoryPin, command.P1), new ReferenceValue(FactoryPuk, command.P2));
        Forget();
        return new ResponseApdu(StatusWord.Success);
    }

    // SP 800-73-4 Part 2 §3.2.1
    public ResponseApdu Verify(CommandApdu command)
    {
        if (command.P2 != PinBlock.Pin)
        {
            return new ResponseApdu(StatusWord.ReferenceDataNotFound);
        }

        switch (command)
        {
            case { P1: 0xFF, Data.IsEmpty: true }:
                IsVerified = false;
                return new ResponseApdu(StatusWord.Success);
            case { P1: 0x00, Data.IsEmpty: true }:
                return new ResponseApdu(IsVerified ? StatusWord.Success : StatusWord.WithTries(Pin.TriesLeft));
            case { P1: 0x00 } when IsPin(command.Data.Span):
                var status = Pin.Check(command.Data.Span);
                IsVerified = isFresh = status.IsSuccess;
                return new ResponseApdu(status);
            case { P1: 0x00 }:
                // Not a passcode at all: costs no try and changes nothing.
                return new ResponseApdu(StatusWord.WrongData);
            default:
                return new ResponseApdu(StatusWord.WrongP1P2);
        }
    }

    // §3.2.2: the holder has to verify the new passcode before it is of use.
    public ResponseApdu ChangeReference(CommandApdu command)
    {
        var reference = command.P2 switch
        {
            PinBlock.Pin => Pin,
            PinBlock.Puk => Puk,
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
    public ResponseApdu ResetRetryCounter(CommandApdu command) =>
        command is { P1: 0x00, P2: PinBlock.Pin }
            ? Replace(command.Data.Span, Puk, IsPuk, Pin, IsPin)
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

        if (changed == Pin)
        {
            IsVerified = false;
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
