using CareIdentity.Data;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>
/// The authorities that a root has revoked, from its newest list on record. A list that is over still revokes: that a meeting with
/// the root is late makes nobody good again.
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
            var parts = await db.RevocationListParts.AsNoTracking().Where(p => p.ListId == id).OrderBy(p => p.Part).Select(p => p.Octets).ToListAsync(ct);
            lists.Add(ParsedCrl.Parse(parts.SelectMany(part => part).ToArray()));
        }

        return new RevokedAuthorities(newest, lists);
    }

    public bool Contains(ParsedCertificate certificate) => lists.Any(list =>
        list.Issuer.Span.SequenceEqual(certificate.Tbs.Issuer.Span) && list.Find(certificate.Tbs.SerialNumberContent.Span) is not null);
}
