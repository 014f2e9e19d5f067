using CareIdentity.Data;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>What the register says about certificates, in the words of OCSP (RFC 6960 §2.2).</summary>
public sealed class StatusRegister(CareIdentityDb db)
{
    /// <summary>
    /// Good is only what is on record as issued and handed over (security.md I4). What was made void is answered as revoked: if its
    /// signature ever came to light, it must not be believed. A certificate that is still being issued is unknown, like any other number.
    /// </summary>
    internal async Task<OcspStatus> FindAsync(Guid issuerId, string serial, CancellationToken ct)
    {
        var found = await db.Certificates.AsNoTracking()
            .Where(c => c.IssuerId == issuerId && c.Serial == serial)
            .Select(c => new { c.Status, c.RevokedAt, c.Reason, c.ReservedAt })
            .FirstOrDefaultAsync(ct);
        found ??= await db.ServiceCertificates.AsNoTracking()
            .Where(c => c.IssuerId == issuerId && c.Serial == serial)
            .Select(c => new { c.Status, c.RevokedAt, c.Reason, c.ReservedAt })
            .FirstOrDefaultAsync(ct);
        return found switch
        {
            { Status: CertificateStatus.Active } => OcspStatus.Good,
            { Status: CertificateStatus.Revoked } => OcspStatus.Revoked(found.RevokedAt!.Value, found.Reason!.Value),
            { Status: CertificateStatus.Void } => OcspStatus.Revoked(SetUpIssuers.WholeSeconds(found.ReservedAt), RevocationReason.CessationOfOperation),
            { } => OcspStatus.Unknown,
            null => await FindOurOwnAsync(issuerId, serial, ct),
        };
    }

    /// <summary>An OCSP signer of the authority, or an authority below it. A root revokes them by its list, which is asked first.</summary>
    private async Task<OcspStatus> FindOurOwnAsync(Guid issuerId, string serial, CancellationToken ct)
    {
        var family = await db.Issuers.AsNoTracking()
            .Where(i => i.Id == issuerId || i.ParentId == issuerId)
            .Select(i => new { i.Id, i.Kind, i.Certificate })
            .ToListAsync(ct);
        if (family.Exists(i => i.Id == issuerId && i.Kind is IssuerKind.Root)
            && (await RevokedAuthorities.NewestListAsync(db, issuerId, ct))?.FindEntry(Convert.FromHexString(serial)) is { } entry)
        {
            return OcspStatus.Revoked(entry.At, entry.Reason);
        }

        return family.Exists(i => i.Id != issuerId && RevokedAuthorities.SerialOf(ParsedCertificate.Parse(i.Certificate)) == serial)
            || await db.OcspSigners.AnyAsync(s => s.IssuerId == issuerId && s.Serial == serial && s.Certificate != null, ct)
                ? OcspStatus.Good
                : OcspStatus.Unknown;
    }

    /// <summary>Which statuses changed since then, at most so many.</summary>
    internal async Task<IReadOnlyList<(Guid IssuerId, string Serial)>> ChangedSinceAsync(DateTimeOffset at, int most, CancellationToken ct)
    {
        var changes = await db.RevocationChanges.AsNoTracking().Where(c => c.At >= at).OrderBy(c => c.At).Select(c => new { c.IssuerId, c.Serial }).Take(most).ToListAsync(ct);
        return [.. changes.Select(c => (c.IssuerId, c.Serial))];
    }

    /// <summary>The newest first, without those that a root has revoked: another takes their place.</summary>
    internal async Task<IReadOnlyList<OcspSignerRecord>> SignersAsync(Guid issuerId, DateTimeOffset at, CancellationToken ct)
    {
        var signers = await db.OcspSigners.AsNoTracking()
            .Where(s => s.IssuerId == issuerId && s.Certificate != null && s.NotBefore <= at && s.NotAfter > at)
            .OrderByDescending(s => s.NotAfter)
            .ToListAsync(ct);
        var list = signers.Count > 0 && await db.Issuers.AnyAsync(i => i.Id == issuerId && i.Kind == IssuerKind.Root, ct)
            ? await RevokedAuthorities.NewestListAsync(db, issuerId, ct)
            : null;
        return list is null ? signers : [.. signers.Where(s => list.Find(Convert.FromHexString(s.Serial)) is null)];
    }
}
