using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CareIdentity.Pki.Issuing;

/// <summary>
/// The serial number of a certificate of ours: always exactly twenty octets and positive (RFC 5280 §4.1.2.2), with 158 random bits, so
/// that it is unique and cannot be foreseen (CA/Browser Forum Baseline Requirements §7.1: at least 64).
/// </summary>
public readonly struct SerialNumber : IEquatable<SerialNumber>, IParsable<SerialNumber>
{
    public const int Octets = 20;

    private readonly byte[]? _octets;

    private SerialNumber(byte[] octets) => _octets = octets;

    /// <summary>The twenty octets, most significant first: the content of the INTEGER.</summary>
    public ReadOnlyMemory<byte> Value => _octets ?? throw new InvalidOperationException("A serial number was not set.");

    /// <summary>A fresh serial number from the operating system's generator.</summary>
    public static SerialNumber Create() => FromRandom(RandomNumberGenerator.GetBytes(Octets));

    /// <summary>A serial number from twenty random octets given by the caller.</summary>
    public static SerialNumber FromRandom(ReadOnlySpan<byte> random)
    {
        if (random.Length != Octets)
        {
            throw new ArgumentException("Twenty random octets make a serial number.", nameof(random));
        }

        var octets = random.ToArray();
        // The top bit clear makes it positive; the next one set makes every serial the same length and never zero.
        octets[0] = (byte)((octets[0] & 0x3F) | 0x40);
        return new SerialNumber(octets);
    }

    /// <summary>The serial number of a certificate that was read; false for one that this service cannot have issued.</summary>
    public static bool TryRead(ReadOnlySpan<byte> integerContent, out SerialNumber serial)
    {
        var ours = integerContent.Length == Octets && (integerContent[0] & 0xC0) == 0x40;
        serial = ours ? new SerialNumber(integerContent.ToArray()) : default;
        return ours;
    }

    /// <summary>From forty hexadecimal digits, as <see cref="ToString"/> writes them.</summary>
    public static SerialNumber Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var serial) ? serial : throw new FormatException("A serial number here has forty hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SerialNumber result)
    {
        result = default;
        Span<byte> octets = stackalloc byte[Octets];
        return s is { Length: 2 * Octets } && Convert.FromHexString(s, octets, out _, out _) is OperationStatus.Done && TryRead(octets, out result);
    }

    public bool Equals(SerialNumber other) => (_octets ?? []).AsSpan().SequenceEqual(other._octets ?? []);

    public override bool Equals(object? obj) => obj is SerialNumber other && Equals(other);

    // The octets are random already.
    public override int GetHashCode() => _octets is null ? 0 : BitConverter.ToInt32(_octets, 4);

    public static bool operator ==(SerialNumber left, SerialNumber right) => left.Equals(right);

    public static bool operator !=(SerialNumber left, SerialNumber right) => !left.Equals(right);

    /// <summary>Forty lower-case hexadecimal digits.</summary>
    public override string ToString() => _octets is null ? "" : Convert.ToHexStringLower(_octets);
}
