namespace CareIdentity.Cards.Virtual;

/// <summary>INS bytes: ISO/IEC 7816-4:2013 §5.5 as SP 800-73-4 Part 2 Table 2 uses them, then the vendor's.</summary>
internal static class Instruction
{
    public const byte Verify = 0x20;
    public const byte ChangeReference = 0x24;
    public const byte ResetRetryCounter = 0x2C;
    public const byte GenerateKey = 0x47;
    public const byte GeneralAuthenticate = 0x87;
    public const byte Select = 0xA4;
    public const byte GetResponse = 0xC0;
    public const byte GetData = 0xCB;
    public const byte PutData = 0xDB;

    public const byte MoveKey = 0xF6;
    public const byte GetMetadata = 0xF7;
    public const byte GetSerial = 0xF8;
    public const byte Attest = 0xF9;
    public const byte SetTries = 0xFA;
    public const byte ResetApplication = 0xFB;
    public const byte GetVersion = 0xFD;
    public const byte SetManagementKey = 0xFF;

    /// <summary>Whether it can change what lasts without power: a PIN that is verified spends a try.</summary>
    public static bool MayWrite(byte instruction) => instruction is not (GeneralAuthenticate or Select or GetResponse or GetData or GetMetadata or GetSerial or Attest or GetVersion);
}
