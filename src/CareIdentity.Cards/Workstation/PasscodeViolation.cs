namespace CareIdentity.Cards.Workstation;

/// <summary>Why a passcode will not do: a code that never changes and a sentence to show.</summary>
public sealed record PasscodeViolation(string Code, string Message)
{
    public static readonly PasscodeViolation Length = new("passcode.length", "Enter a passcode of 6 to 8 digits.");
    public static readonly PasscodeViolation Digits = new("passcode.digits", "A passcode has only the digits 0 to 9.");
    public static readonly PasscodeViolation AllEqual = new("passcode.all-equal", "Choose a passcode whose digits are not all the same.");
    public static readonly PasscodeViolation Run = new("passcode.run", "Choose a passcode that does not simply count up or down, like 123456.");
    public static readonly PasscodeViolation SameAsOld = new("passcode.same", "Choose a passcode that is different from the old one.");
    public static readonly PasscodeViolation Repeat = new("passcode.repeat", "The two new passcodes are not the same. Enter the new passcode twice.");
}
