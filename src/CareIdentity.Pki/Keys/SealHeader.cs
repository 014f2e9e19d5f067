namespace CareIdentity.Pki.Keys;

/// <summary>How the seal key of a store comes from its passphrase; not secret. A higher cost is given to a new store, never to an old one.</summary>
internal sealed record SealHeader
{
    public required string Derivation { get; init; }

    public required int Iterations { get; init; }

    public required byte[] Salt { get; init; }
}
