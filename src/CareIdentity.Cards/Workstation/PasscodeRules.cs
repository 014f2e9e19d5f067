using System.Security.Cryptography;

namespace CareIdentity.Cards.Workstation;

/// <summary>What a passcode must be. Checked where it is typed, so that it never travels.</summary>
public static class PasscodeRules
{
    public const int MinLength = 6;

    public const int MaxLength = 8; // SP 800-73-4 Part 2 §2.4.3: eight bytes on the wire

    /// <summary>Can this be the passcode of any card? Said before a try is spent on it; an empty one never reaches a card.</summary>
    public static PasscodeViolation? CheckCurrent(TypedPasscode typed) =>
        typed.Digits.Length is < MinLength or > MaxLength ? PasscodeViolation.Length
        : typed.Digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? PasscodeViolation.Digits
        : null;

    /// <summary>May the holder choose this? <paramref name="old"/> are the old digits, empty where there are none to compare with.</summary>
    public static PasscodeViolation? CheckNew(TypedPasscode typed, ReadOnlySpan<byte> old) =>
        CheckCurrent(typed) ?? (
            !typed.Digits.ContainsAnyExcept(typed.Digits[0]) ? PasscodeViolation.AllEqual
            : Counts(typed.Digits, 1) || Counts(typed.Digits, -1) ? PasscodeViolation.Run
            : CryptographicOperations.FixedTimeEquals(typed.Digits, old) ? PasscodeViolation.SameAsOld
            : null);

    /// <summary>The same, for a passcode that was typed twice.</summary>
    public static PasscodeViolation? CheckNew(NewPasscode typed, ReadOnlySpan<byte> old) =>
        CheckNew(typed.First, old)
        ?? (CryptographicOperations.FixedTimeEquals(typed.First.Digits, typed.Second.Digits) ? null : PasscodeViolation.Repeat);

    /// <summary>Each digit follows the one before; a run does not go on from 9 to 0.</summary>
    private static bool Counts(ReadOnlySpan<byte> digits, int step)
    {
        for (var i = 1; i < digits.Length; i++)
        {
            if (digits[i] - digits[i - 1] != step)
            {
                return false;
            }
        }

        return true;
    }
}
