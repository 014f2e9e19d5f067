using CareIdentity.Data;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>
/// The authorities that a root has revoked, from its newest list on record: the register has no other word of it, as such a list comes
/// from outside. A list that is over still revokes: that a meeting with the root is late makes nobody good again.
/// </summary>
internal sealed class RevokedAuthorities
{
    private readonly IReadOnlyList<ParsedCrl> lists;

    private RevokedAuthorities(IReadOnlyList<Guid> ids, IReadOnlyList<ParsedCrl> lists) => (Lists, this.lists) = (ids, lists);

    /// <summary>Which lists these are: with newer ones, another answer.</summary>
    public IReadOnlyList<Guid> Lists { get; }

    /// <summary>The newest list of each root, always in one order.</summary>
    public static async Task<IReadOnlyList<Guid>> NewestListsAsync(CareIdentityDb db, Realm realm, CancellationToken ct) =>
        [.. (await db.RevocationLists.AsNoTracking()
                .Where(l => l.Sha256 != null && db.Issuers.Any(i => i.Id == l.IssuerId && i.Kind == IssuerKind.Root && i.Realm == realm))
                .Select(l => new { l.Id, l.IssuerId, l.Number })
                .ToListAsync(ct))
            .GroupBy(l => l.IssuerId).Select(g => g.MaxBy(l => l.Number)!.Id).Order()];

    public static async Task<RevokedAuthorities> ReadAsync(CareIdentityDb db, Realm realm, CancellationToken ct)
    {
        var newest = await NewestListsAsync(db, realm, ct);
        var lists = new List<ParsedCrl>();
        foreach (var id in newest)
        {
            lists.Add(await ReadListAsync(db, id, ct));
        }

        return new RevokedAuthorities(newest, lists);
    }

    /// <summary>The newest list of one root; null where it has none yet.</summary>
    public static async Task<ParsedCrl?> NewestListAsync(CareIdentityDb db, Guid rootId, CancellationToken ct)
    {
        var newest = await db.RevocationLists.AsNoTracking()
            .Where(l => l.IssuerId == rootId && l.Sha256 != null)
            .OrderByDescending(l => l.Number)
            .Select(l => (Guid?)l.Id)
            .FirstOrDefaultAsync(ct);
        return newest is { } id ? await ReadListAsync(db, id, ct) : null;
    }

    /// <summary>
    /// What the next list of a root repeats of its newest: every entry until its certificate was over by then, and one of a certificate that is
    /// not on record for good (RFC 5280 §3.3, §5.3).
    /// </summary>
    public static async Task<IReadOnlyList<RevokedCertificate>> CarriedAsync(CareIdentityDb db, Guid rootId, DateTimeOffset over, CancellationToken ct)
    {
        if (await NewestListAsync(db, rootId, ct) is not { Count: > 0 } newest)
        {
            return [];
        }

        var below = await db.Issuers.AsNoTracking().Where(i => i.ParentId == rootId).Select(i => i.Certificate).ToListAsync(ct);
        HashSet<string> ended =
        [
            .. below.Select(der => ParsedCertificate.Parse(der)).Where(certificate => certificate.NotAfter < over).Select(SerialOf),
            .. await db.OcspSigners.AsNoTracking().Where(s => s.IssuerId == rootId && s.NotAfter < over).Select(s => s.Serial).ToListAsync(ct),
        ];
        return [.. newest.ReadEntries().Where(entry => !ended.Contains(entry.SerialNumber.ToString()))];
    }

    /// <summary>As the register writes it.</summary>
    public static string SerialOf(ParsedCertificate certificate) => Convert.ToHexStringLower(certificate.Tbs.SerialNumberContent.Span);

    public bool Contains(ParsedCertificate certificate) => lists.Any(list =>
        list.Issuer.Span.SequenceEqual(certificate.Tbs.Issuer.Span) && list.Find(certificate.Tbs.SerialNumberContent.Span) is not null);

    private static async Task<ParsedCrl> ReadListAsync(CareIdentityDb db, Guid id, CancellationToken ct)
    {
        var parts = await db.RevocationListParts.AsNoTracking().Where(p => p.ListId == id).OrderBy(p => p.Part).Select(p => p.Octets).ToListAsync(ct);
        return ParsedCrl.Parse(parts.SelectMany(part => part).ToArray());
    }
}
