using CareIdentity.Data;

namespace CareIdentity.Certificates;

/// <summary>
/// A delegated OCSP signer of an authority (RFC 6960 §4.2.2.2). It lives for a month and is not revoked but waited out. Like a card's
/// certificate it is on record, octet for octet, before it is signed.
/// </summary>
internal sealed class OcspSignerRecord : IVersioned
{
    public required Guid Id { get; init; }

    public required Guid IssuerId { get; init; }

    public required string Serial { get; init; }

    /// <summary>Its own key, used for nothing else; a node that does not have it makes a signer of its own.</summary>
    public required string KeyName { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required byte[] ToBeSigned { get; init; }

    /// <summary>Null until it is signed; a crash in between leaves it so, and the next round makes another.</summary>
    public byte[]? Certificate { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid Version { get; set; }

    public void Keep(byte[] certificate) =>
        Certificate = Certificate is null ? certificate : throw new InvalidOperationException("The OCSP signer has its certificate.");
}
