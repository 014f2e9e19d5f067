namespace CareIdentity.Cards.Iso7816;

/// <summary>Which passcode belongs in a place.</summary>
public enum PasscodeKind
{
    /// <summary>The one that the card knows.</summary>
    Current,

    /// <summary>The one that the holder chooses now, typed twice and checked against <c>PasscodeRules</c>.</summary>
    New,
}

/// <summary>Eight bytes at <paramref name="Offset"/> of the command's data, padded with FF (SP 800-73-4 Part 2 §2.4.3).</summary>
public sealed record PasscodePlace(int Offset, PasscodeKind Kind)
{
    public const int Length = 8;
}

/// <summary>A command with empty places for passcodes. Whoever sends it never knows them; the workstation fills them in and zeroes them after.</summary>
public sealed record PasscodeCommand(CommandApdu Template, IReadOnlyList<PasscodePlace> Places);
