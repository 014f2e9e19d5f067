namespace CareIdentity.Cards.Piv;

#pragma warning disable CA1008, CA1028 // The values are the standard's; none of them is zero and each is one byte on the wire.

/// <summary>Algorithm identifiers (SP 800-78-5 Table 9; SP 800-78-4 Table 6-2).</summary>
public enum PivAlgorithm : byte
{
    TripleDes = 0x03,
    Rsa3072 = 0x05,
    Rsa2048 = 0x07,
    Aes128 = 0x08,
    Aes192 = 0x0A,
    Aes256 = 0x0C,
    EccP256 = 0x11,
    EccP384 = 0x14,
}
