namespace CareIdentity.Pki.Encoding;

/// <summary>The identifier octets that X.509 uses (X.690 §8.1.2); every tag number here is below 31, so one octet is enough.</summary>
internal static class DerTag
{
    public const byte Boolean = 0x01;
    public const byte Integer = 0x02;
    public const byte BitString = 0x03;
    public const byte OctetString = 0x04;
    public const byte Null = 0x05;
    public const byte ObjectIdentifier = 0x06;
    public const byte Enumerated = 0x0A;
    public const byte Utf8String = 0x0C;
    public const byte PrintableString = 0x13;
    public const byte Ia5String = 0x16;
    public const byte UtcTime = 0x17;
    public const byte GeneralizedTime = 0x18;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    /// <summary><c>[number]</c> holding a primitive value: an implicit tag.</summary>
    public static byte Context(int number) => (byte)(0x80 | number);

    /// <summary><c>[number]</c> holding other elements: an explicit tag, or an implicit one over a SEQUENCE.</summary>
    public static byte ContextConstructed(int number) => (byte)(0xA0 | number);
}
