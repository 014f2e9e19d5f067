using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

/// <summary>What cards of one series can do. Each later one does all that the earlier ones did.</summary>
public sealed record VirtualCardModel
{
    private static readonly PivAlgorithm[] Rsa = [PivAlgorithm.Rsa2048];
    private static readonly PivAlgorithm[] RsaAndP256 = [PivAlgorithm.Rsa2048, PivAlgorithm.EccP256];
    private static readonly PivAlgorithm[] Curves = [PivAlgorithm.Rsa2048, PivAlgorithm.EccP256, PivAlgorithm.EccP384];
    private static readonly PivAlgorithm[] All = [PivAlgorithm.Rsa2048, PivAlgorithm.Rsa3072, PivAlgorithm.EccP256, PivAlgorithm.EccP384];
    private static readonly PivAlgorithm[] OnlyTripleDes = [PivAlgorithm.TripleDes];
    private static readonly PivAlgorithm[] WithAes = [PivAlgorithm.TripleDes, PivAlgorithm.Aes128, PivAlgorithm.Aes192, PivAlgorithm.Aes256];

    /// <summary>Every series of which cards were made; 00 are cards under their maker's own numbers, such as a YubiKey.</summary>
    public static IReadOnlyList<string> AllSeries { get; } = ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];

    private VirtualCardModel()
    {
    }

    public required string Series { get; init; }

    public required Version Firmware { get; init; }

    public required IReadOnlyList<PivAlgorithm> KeyAlgorithms { get; init; }

    public required IReadOnlyList<PivAlgorithm> ManagementAlgorithms { get; init; }

    /// <summary>Of the management key that the card leaves the factory with; the 24 bytes are the same.</summary>
    public PivAlgorithm FactoryManagementAlgorithm { get; init; } = PivAlgorithm.TripleDes;

    public bool HasExtendedLength { get; init; }

    public bool HasMetadata { get; init; }

    public bool HasMove { get; init; }

    /// <summary>Certifies the keys that are made on it, and lets the policy of a key be chosen when it is made.</summary>
    public bool HasAttestation { get; init; }

    /// <summary>
    /// Direct convention; TD1 80 offers T=0 and TD2 01 offers T=1; the historical bytes "CISPIV " and the series; and the check byte that an answer
    /// with more than T=0 has (ISO/IEC 7816-3 §8).
    /// </summary>
    public ReadOnlyMemory<byte> Atr
    {
        get
        {
            byte[] atr = [0x3B, 0x89, 0x80, 0x01, .. "CISPIV "u8, (byte)Series[0], (byte)Series[1], 0];
            atr[^1] = atr.Skip(1).Aggregate((byte)0, (check, b) => (byte)(check ^ b));
            return atr;
        }
    }

    /// <exception cref="ArgumentException">No card of such a series was ever made.</exception>
    public static VirtualCardModel Of(CardSerial serial) => serial.Series switch
    {
        "01" or "02" or "03" or "04" or "05" or "06" => new VirtualCardModel
        {
            Series = serial.Series,
            Firmware = new Version(4, 3, 5),
            KeyAlgorithms = Rsa,
            ManagementAlgorithms = OnlyTripleDes,
        },
        "07" or "08" => new VirtualCardModel
        {
            Series = serial.Series,
            Firmware = new Version(5, 2, 7),
            KeyAlgorithms = RsaAndP256,
            ManagementAlgorithms = OnlyTripleDes,
            HasExtendedLength = true,
            HasAttestation = true,
        },
        "09" => new VirtualCardModel
        {
            Series = serial.Series,
            Firmware = new Version(5, 4, 3),
            KeyAlgorithms = Curves,
            ManagementAlgorithms = WithAes,
            HasExtendedLength = true,
            HasAttestation = true,
            HasMetadata = true,
        },
        "10" => WithEverything(serial),
        "00" => WithEverything(serial) with { Firmware = new Version(5, 7, 4), FactoryManagementAlgorithm = PivAlgorithm.Aes192 },
        var other => throw new ArgumentException($"There is no card series {other}.", nameof(serial)),
    };

    private static VirtualCardModel WithEverything(CardSerial serial) => new()
    {
        Series = serial.Series,
        Firmware = new Version(5, 7, 1),
        KeyAlgorithms = All,
        ManagementAlgorithms = WithAes,
        HasExtendedLength = true,
        HasAttestation = true,
        HasMetadata = true,
        HasMove = true,
    };
}
