using CareIdentity.Data;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Certificates;

/// <summary>What the service certifies besides cards; each has one profile.</summary>
public enum ServiceCertificateKind
{
    /// <summary>A server of the operator's own.</summary>
    Server,

    /// <summary>Documents that the service signs.</summary>
    Document,
}

/// <summary>
/// A certificate that was asked for by file: of a server, or of a signer of documents. No card, no profile and no operation belongs to it, so it
/// stands in a register of its own beside that of the cards (ADR-0024). Like theirs it is on record, octet for octet, before it is signed.
/// </summary>
/// <remarks><c>Reserved → Active → Revoked</c>; <c>Reserved → Void</c> where no signature was kept. There is no hand-over, so nothing lies between signed and active.</remarks>
internal sealed class ServiceCertificateRecord : IVersioned
{
    public required Guid Id { get; init; }

    public required Guid IssuerId { get; init; }

    /// <summary>Lower-case hexadecimal, as the certificate carries it; unique per issuer.</summary>
    public required string Serial { get; init; }

    public required int CrlShard { get; init; }

    public required ServiceCertificateKind Kind { get; init; }

    /// <summary>What the certificate is called by: the common name in its subject.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The last valid second (RFC 5280 §4.1.2.5: inclusive).</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Exactly what is signed, stored before it is signed.</summary>
    public required byte[] ToBeSigned { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo: one key, one certificate, for ever (security.md I2).</summary>
    public required byte[] KeyHash { get; init; }

    public required DateTimeOffset ReservedAt { get; init; }

    public CertificateStatus Status { get; private set; } = CertificateStatus.Reserved;

    public byte[]? Certificate { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public RevocationReason? Reason { get; private set; }

    public Guid Version { get; set; }

    public void Keep(byte[] certificate)
    {
        Require(CertificateStatus.Reserved);
        (Status, Certificate) = (CertificateStatus.Active, certificate);
    }

    /// <summary>For good: nobody suspends a server.</summary>
    public void Revoke(RevocationReason reason, DateTimeOffset at)
    {
        Require(CertificateStatus.Active);
        (Status, Reason, RevokedAt) = (CertificateStatus.Revoked, reason, at);
    }

    public void MakeVoid()
    {
        Require(CertificateStatus.Reserved);
        Status = CertificateStatus.Void;
    }

    private void Require(CertificateStatus expected)
    {
        if (Status != expected)
        {
            throw new InvalidOperationException($"The certificate is {Status}, not {expected}.");
        }
    }
}
