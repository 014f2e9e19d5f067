using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Revocation;

/// <summary>What the extensions of a list say about it: who signed it, which number it has, and for which certificates it speaks.</summary>
internal sealed record CrlScope
{
    public AuthorityKeyIdentifier? Authority { get; init; }

    /// <summary>Null when the extension is missing or critical: either is against RFC 5280 §5.2.3.</summary>
    public ReadOnlyMemory<byte>? Number { get; init; }

    /// <summary>The address of the shard; null for a list that has none.</summary>
    public string? Shard { get; init; }

    public bool OnlyEndEntities { get; init; }

    public bool OnlyAuthorities { get; init; }

    /// <summary>A critical extension, or a kind of list, that is not understood here: the list must not be used (§5.2).</summary>
    public bool IsForeign { get; init; }
}
