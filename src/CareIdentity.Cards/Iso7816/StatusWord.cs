namespace CareIdentity.Cards.Iso7816;

/// <summary>The two bytes SW1 SW2 that end every response (ISO/IEC 7816-4:2013 §5.6).</summary>
public readonly record struct StatusWord(ushort Value)
{
    public static readonly StatusWord Success = new(0x9000);
    public static readonly StatusWord VerificationFailed = new(0x6300);
    public static readonly StatusWord WrongLength = new(0x6700);
    public static readonly StatusWord SecurityStatusNotSatisfied = new(0x6982);
    public static readonly StatusWord AuthenticationMethodBlocked = new(0x6983);
    public static readonly StatusWord ConditionsNotSatisfied = new(0x6985);
    public static readonly StatusWord WrongData = new(0x6A80);
    public static readonly StatusWord FunctionNotSupported = new(0x6A81);
    public static readonly StatusWord FileNotFound = new(0x6A82);
    public static readonly StatusWord NotEnoughMemory = new(0x6A84);
    public static readonly StatusWord WrongP1P2 = new(0x6A86);
    public static readonly StatusWord ReferenceDataNotFound = new(0x6A88);
    public static readonly StatusWord InstructionNotSupported = new(0x6D00);
    public static readonly StatusWord ClassNotSupported = new(0x6E00);
    public static readonly StatusWord NoPreciseDiagnosis = new(0x6F00);

    public byte Sw1 => (byte)(Value >> 8);

    public byte Sw2 => (byte)Value;

    public bool IsSuccess => Value == 0x9000;

    /// <summary>SW1 61: that many bytes wait for GET RESPONSE; 0 stands for 256 or more.</summary>
    public int? MoreBytes => Sw1 == 0x61 ? Sw2 : null;

    /// <summary>SW1 6C: the Le that the card wants instead.</summary>
    public int? ExactLength => Sw1 == 0x6C ? Sw2 : null;

    /// <summary>63Cx counts the tries left; 6983 says that none are.</summary>
    public int? TriesRemaining => (Value & 0xFFF0) == 0x63C0 ? Value & 0x0F : Value == 0x6983 ? 0 : null;

    public static StatusWord WithTries(int left) => left == 0 ? AuthenticationMethodBlocked : new((ushort)(0x63C0 | Math.Min(left, 15)));

    public override string ToString() => Value.ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
}
