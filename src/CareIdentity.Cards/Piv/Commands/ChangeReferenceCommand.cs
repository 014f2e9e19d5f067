using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Commands;

/// <summary>CHANGE REFERENCE DATA: the old value and the new one, eight bytes each (SP 800-73-4 Part 2 §3.2.2).</summary>
public sealed record ChangeReferenceCommand : IPivCommand<PasscodeOutcome>
{
    private ChangeReferenceCommand(byte reference, ReadOnlyMemory<byte> current, ReadOnlyMemory<byte> next) =>
        (Reference, Current, Next) = (reference, current, next);

    public bool CarriesSecret => true;

    private byte Reference { get; }

    private ReadOnlyMemory<byte> Current { get; }

    private ReadOnlyMemory<byte> Next { get; }

    /// <summary>The holder types the passcode that the card knows and the one they choose.</summary>
    public static PasscodeCommand Typed
    {
        get
        {
            var blocks = new byte[2 * PinBlock.Length];
            blocks.AsSpan().Fill(0xFF);
            return new(new CommandApdu(0x00, 0x24, 0x00, PinBlock.Pin, blocks),
                [new PasscodePlace(0, PasscodeKind.Current), new PasscodePlace(PinBlock.Length, PasscodeKind.New)]);
        }
    }

    public static ChangeReferenceCommand Pin(ReadOnlyMemory<byte> current, ReadOnlyMemory<byte> next) => new(PinBlock.Pin, current, next);

    public static ChangeReferenceCommand Puk(ReadOnlyMemory<byte> current, ReadOnlyMemory<byte> next) => new(PinBlock.Puk, current, next);

    /// <summary>The holder types their first passcode; the one that it replaces is the factory's or one that nobody was told.</summary>
    public static PasscodeCommand FirstTyped(ReadOnlyMemory<byte> current)
    {
        var blocks = new byte[2 * PinBlock.Length];
        blocks.AsSpan().Fill(0xFF);
        PinBlock.Write(current.Span, blocks);
        return new(new CommandApdu(0x00, 0x24, 0x00, PinBlock.Pin, blocks), [new PasscodePlace(PinBlock.Length, PasscodeKind.New)]);
    }

    public CommandApdu ToApdu()
    {
        var blocks = new byte[2 * PinBlock.Length];
        PinBlock.Write(Current.Span, blocks);
        PinBlock.Write(Next.Span, blocks.AsSpan(PinBlock.Length));
        return new(0x00, 0x24, 0x00, Reference, blocks);
    }

    public PasscodeOutcome Read(ResponseApdu response) => ReadOutcome(response);

    /// <summary>Never the secrets.</summary>
    public override string ToString() => $"{nameof(ChangeReferenceCommand)} {Reference:X2}";

    internal static PasscodeOutcome ReadOutcome(ResponseApdu response) => PasscodeOutcome.Read("CHANGE REFERENCE DATA", response);
}
