namespace CareIdentity.Pki.Revocation;

/// <summary>What changes from one revocation list of an issuer to the next.</summary>
public sealed record CrlDetails
{
    /// <summary>Greater than that of any list of this issuer and scope before it (RFC 5280 §5.2.3).</summary>
    public required long Number { get; init; }

    /// <summary>In whole seconds.</summary>
    public required DateTimeOffset ThisUpdate { get; init; }

    /// <summary>By when the next list is out (RFC 5280 §5.1.2.5).</summary>
    public required DateTimeOffset NextUpdate { get; init; }

    /// <summary>
    /// Null for the one complete list of an issuer. For a shard, the address that stands in the certificates it covers: a list that
    /// does not say which part it is could be put in another's place (RFC 5280 §5.2.5, §6.3.3 (b)(2)).
    /// </summary>
    public Uri? Shard { get; init; }
}
