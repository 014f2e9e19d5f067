using CareIdentity.Data;

namespace CareIdentity.Certificates;

/// <summary>
/// One revocation list of an authority. Its number is taken by adding the row, before anything is signed, so that two nodes never sign
/// two lists of one number (RFC 5280 §5.2.3); it is published when it has its digest. The octets are in parts, for lists of any length.
/// </summary>
[Housekeeping("It repeats what the register says; each revocation in it has its event.")]
internal sealed class RevocationListRecord
{
    public required Guid Id { get; init; }

    public required Guid IssuerId { get; init; }

    /// <summary>0 for the complete list, otherwise the number of the shard.</summary>
    public required int Shard { get; init; }

    public required long Number { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }

    public required DateTimeOffset NextUpdate { get; init; }

    public long Entries { get; private set; }

    public long Octets { get; private set; }

    /// <summary>SHA-256 of the list: its entity tag. Null while it is being made.</summary>
    public byte[]? Sha256 { get; private set; }

    public void Publish(long entries, long octets, byte[] sha256) => (Entries, Octets, Sha256) = (entries, octets, sha256);
}

/// <summary>Some octets of a list, in order.</summary>
[Housekeeping("Octets of a revocation list.")]
internal sealed class RevocationListPart
{
    /// <summary>A list of a million entries has two hundred of them.</summary>
    public const int MostOctets = 256 * 1024;

    public required Guid ListId { get; init; }

    public required int Part { get; init; }

    public required byte[] Octets { get; init; }
}
