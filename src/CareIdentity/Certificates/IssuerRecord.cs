using CareIdentity.Data;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Certificates;

/// <summary>The offline root, and what issues to cards below it.</summary>
public enum IssuerKind
{
    Root,
    Issuing,
}

/// <summary>A certificate authority of ours: its certificate, and the name under which the key store holds its key.</summary>
internal sealed class IssuerRecord : IVersioned
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required IssuerKind Kind { get; init; }

    /// <summary>A training authority is worth nothing to a live service, and the other way round (decisions.md §5).</summary>
    public required Realm Realm { get; init; }

    /// <summary>Null for a root.</summary>
    public Guid? ParentId { get; init; }

    public required byte[] Certificate { get; init; }

    public required string KeyName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of its revocation list, for ever: a certificate never moves. 0 for the complete list only.</summary>
    public int CrlShards { get; init; }

    /// <summary>The one that issues now; its predecessors stay trusted until they expire.</summary>
    public bool Active { get; private set; } = true;

    public Guid Version { get; set; }

    public void Retire() => Active = false;
}
