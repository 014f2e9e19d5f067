using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

public sealed record RevokeServiceCertificateRequest
{
    public required SerialNumber Serial { get; init; }

    public required RevocationReason Why { get; init; }
}

/// <summary>Ends the certificate of a server or of a signer of documents. Only whoever runs the service does this, at its machine.</summary>
public sealed class RevokeServiceCertificate(CareIdentityDb db, CertificateRegister register, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(RevokeServiceCertificateRequest request, Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Revoking the certificate of a server is the operator's own.");
        }

        // The operator's reasons but that of an authority: a server is none.
        if (request.Why is RevocationReason.AuthorityCompromise || !RevocationReasons.MayBeGivenBy(RevocationParty.Operator, request.Why))
        {
            return CertificateRefusals.ReasonNotYours;
        }

        var serial = request.Serial.ToString();
        if (await db.ServiceCertificates.FirstOrDefaultAsync(c => c.Serial == serial, ct) is not { } found)
        {
            return CertificateRefusals.NoSuchCertificate;
        }

        if (found.Status is not CertificateStatus.Active)
        {
            return CertificateRefusals.NotInUse;
        }

        register.Revoke(found, request.Why);
        audit.Record(actor, Reason.None, ServiceCertificateRevoked.Of(found));
        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record ServiceCertificateRevoked : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required string Serial { get; init; }

    public required string Name { get; init; }

    public required RevocationReason RevokedFor { get; init; }

    public override string InWords => $"Revoked certificate {Serial} of {Name}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];

    internal static ServiceCertificateRevoked Of(ServiceCertificateRecord record) =>
        new() { IssuerId = record.IssuerId, Serial = record.Serial, Name = record.Name, RevokedFor = record.Reason!.Value };
}

public sealed record ServiceCertificateVoided : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required string Serial { get; init; }

    public required string Name { get; init; }

    public override string InWords => $"Gave up serial number {Serial} of {Name}: no signature was kept.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];

    internal static ServiceCertificateVoided Of(ServiceCertificateRecord record) => new() { IssuerId = record.IssuerId, Serial = record.Serial, Name = record.Name };
}
