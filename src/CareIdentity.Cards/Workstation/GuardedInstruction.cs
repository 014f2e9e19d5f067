using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation;

/// <summary>One line of the guard's table: an instruction with its parameters and the form its data may take.</summary>
/// <param name="Chained">Class 10, the parts of a longer command (ISO/IEC 7816-4:2013 §5.3.3), is let through as well.</param>
internal sealed record GuardedInstruction(string Name, byte Ins, byte P1, byte P2, PasscodeForm Form = PasscodeForm.ServiceData, bool Chained = false)
{
    /// <summary>The data starts with this; SELECT is let through for the PIV application alone.</summary>
    public ReadOnlyMemory<byte> Prefix { get; init; }

    public bool LetsThrough(CommandApdu command, IReadOnlyList<PasscodePlace> places) =>
        (command.Cla == 0x00 || (Chained && command.Cla == 0x10))
        && (command.Ins, command.P1, command.P2) == (Ins, P1, P2)
        && command.Data.Span.StartsWith(Prefix.Span)
        && FormFits(command.Data.Length, places);

    private bool FormFits(int length, IReadOnlyList<PasscodePlace> places) => Form switch
    {
        PasscodeForm.ServiceData => places.Count == 0,
        PasscodeForm.NoData => places.Count == 0 && length == 0,
        PasscodeForm.TypedCurrent => length == 8 && places.SequenceEqual([new(0, PasscodeKind.Current)]),
        PasscodeForm.TypedCurrentAndNew => length == 16 && places.SequenceEqual([new(0, PasscodeKind.Current), new(8, PasscodeKind.New)]),
        PasscodeForm.TypedNew => length == 16 && places.SequenceEqual([new(8, PasscodeKind.New)]),
        _ => false,
    };
}
