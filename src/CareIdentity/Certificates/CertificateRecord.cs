using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Certificates;

/// <summary>The two certificates of a smartcard (decisions.md §5).</summary>
public enum CertificateKind
{
    /// <summary>Slot 9A: signing in.</summary>
    Authentication,

    /// <summary>Slot 9C: signing documents, passcode every time.</summary>
    Signing,
}

/// <summary><c>Reserved → Issued → Active → Revoked</c>; <c>Reserved → Void</c> where no signature was kept; <c>Issued → Revoked</c> where the card was not finished.</summary>
public enum CertificateStatus
{
    /// <summary>Serial number and exact contents are recorded; a signature may or may not have been made.</summary>
    Reserved,

    /// <summary>Signed and stored; not yet known to be on the card, so not yet worth anything.</summary>
    Issued,
    Active,
    Revoked,

    /// <summary>The serial number is spent. If a signature ever came to light, its status would be revoked (security.md I4).</summary>
    Void,
}

/// <summary>One certificate from the moment when its serial number was reserved. The register that signing in, OCSP and CRL read.</summary>
internal sealed class CertificateRecord : IVersioned
{
    public required Guid Id { get; init; }

    public required Guid IssuerId { get; init; }

    /// <summary>Lower-case hexadecimal, as the certificate carries it; unique per issuer.</summary>
    public required string Serial { get; init; }

    /// <summary>The part of the issuer's revocation list that speaks for it, from 1; 0 where there is only the complete one.</summary>
    public int CrlShard { get; init; }

    public required CertificateKind Kind { get; init; }

    public required Guid SmartcardId { get; init; }

    /// <summary>Changes only with a merge of two profiles; the certificate goes on saying the UUID that it was issued with.</summary>
    public required Guid ProfileId { get; set; }

    /// <summary>The card operation that asked for it, so that what an unfinished one leaves can be undone.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>All that the certificate says about its holder.</summary>
    public required UserUuid Uuid { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The last valid second (RFC 5280 §4.1.2.5: inclusive).</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Exactly what is signed, stored before it is signed.</summary>
    public required byte[] ToBeSigned { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo; unique across everybody and for ever (security.md I2).</summary>
    public required byte[] KeyHash { get; init; }

    public required DateTimeOffset ReservedAt { get; init; }

    public CertificateStatus Status { get; private set; } = CertificateStatus.Reserved;

    public byte[]? Certificate { get; private set; }

    /// <summary>SHA-256 of the certificate: how signing in finds it.</summary>
    public byte[]? Fingerprint { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public RevocationReason? Reason { get; private set; }

    public Guid Version { get; set; }

    public void Keep(byte[] certificate, byte[] fingerprint)
    {
        Require(CertificateStatus.Reserved);
        (Status, Certificate, Fingerprint) = (CertificateStatus.Issued, certificate, fingerprint);
    }

    public void Activate()
    {
        Require(CertificateStatus.Issued);
        Status = CertificateStatus.Active;
    }

    /// <summary>Revoked for now only: the card is suspended (RFC 5280 §5.3.1, certificateHold).</summary>
    public bool IsOnHold => Status is CertificateStatus.Revoked && Reason is RevocationReason.CertificateHold;

    /// <summary>For good, or on hold. A hold that becomes final keeps the day on which it began (X.509 §8.5.2.2).</summary>
    public void Revoke(RevocationReason reason, DateTimeOffset at)
    {
        if (Status is not (CertificateStatus.Issued or CertificateStatus.Active) && !(IsOnHold && reason is not RevocationReason.CertificateHold))
        {
            throw new InvalidOperationException($"A certificate that is {Status} is not revoked.");
        }

        (Status, Reason, RevokedAt) = (CertificateStatus.Revoked, reason, RevokedAt ?? at);
    }

    /// <summary>Ends a hold; every other revocation is for good.</summary>
    public void Release()
    {
        if (!IsOnHold)
        {
            throw new InvalidOperationException($"A certificate that is {Status} for {Reason} is not released.");
        }

        (Status, Reason, RevokedAt) = (CertificateStatus.Active, null, null);
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
