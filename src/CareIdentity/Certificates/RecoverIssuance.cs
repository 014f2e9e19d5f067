using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>
/// At start: makes void what a crash left reserved. Another node may be issuing at this moment, so only reservations that are older
/// than any signing takes are touched. Signed ones are left to the operation that ordered them, which is shown as interrupted.
/// </summary>
public sealed class RecoverIssuance(CareIdentityDb db, CertificateRegister register, AuditTrail audit, TimeProvider clock)
{
    private static readonly TimeSpan LongestSigning = TimeSpan.FromMinutes(5);

    /// <summary>Gives how many serial numbers were given up.</summary>
    public async Task<Outcome<IssuanceRecovered>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Recovery is the service's own.");
        }

        var before = clock.GetUtcNow() - LongestSigning;
        var left = await db.Certificates
            .Where(c => c.Status == CertificateStatus.Reserved && c.ReservedAt < before)
            .ToListAsync(ct);
        foreach (var certificate in left)
        {
            register.MakeVoid(certificate);
            audit.Record(actor, new Reason("The service stopped while it was being issued."), CertificateVoided.Of(certificate));
        }

        var ofService = await db.ServiceCertificates
            .Where(c => c.Status == CertificateStatus.Reserved && c.ReservedAt < before)
            .ToListAsync(ct);
        foreach (var certificate in ofService)
        {
            register.MakeVoid(certificate);
            audit.Record(actor, new Reason("The command stopped while it was being issued."), ServiceCertificateVoided.Of(certificate));
        }

        return await db.SaveAsync(ct) is { } refused ? refused : new IssuanceRecovered(left.Count + ofService.Count);
    }
}

public sealed record IssuanceRecovered(int MadeVoid);
