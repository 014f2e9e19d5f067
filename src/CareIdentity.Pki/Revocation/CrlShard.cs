using System.Buffers.Binary;
using CareIdentity.Pki.Issuing;

namespace CareIdentity.Pki.Revocation;

/// <summary>
/// One part of an issuer's revocation list, numbered from 1. How many an issuer has is fixed when it is made; which one a certificate is
/// in follows from its serial number, which is random: shards fill evenly and a certificate never moves.
/// </summary>
public readonly record struct CrlShard
{
    /// <summary>A national register of five million certificates has a few hundred revoked ones in each of so many.</summary>
    public const int Most = 1024;

    private CrlShard(int number) => Number = number;

    public int Number { get; }

    public static CrlShard Of(SerialNumber serialNumber, int shards)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shards);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shards, Most);
        return new((int)(BinaryPrimitives.ReadUInt32BigEndian(serialNumber.Value.Span[^4..]) % (uint)shards) + 1);
    }

    public static CrlShard Numbered(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Most);
        return new(number);
    }

    /// <summary>Where it is fetched: what a certificate carries, and what the shard says of itself (RFC 5280 §5.2.5).</summary>
    public Uri AddressUnder(Uri parent) => new(parent, $"{Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}.crl");
}
