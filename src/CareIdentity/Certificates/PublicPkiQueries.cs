using CareIdentity.Data;
using CareIdentity.Pki.Profiles;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>An authority as relying parties see it.</summary>
/// <param name="Slug">How it is called in addresses.</param>
/// <param name="IsAnsweredFor">Whether there is an OCSP signer for it: not for an offline root.</param>
public sealed record PublicIssuer(
    Guid Id, string Name, string Slug, IssuerKind Kind, Realm Realm, bool Active, int CrlShards, DateTimeOffset CreatedAt, byte[] Certificate, bool IsAnsweredFor);

/// <summary>A list that is published now.</summary>
public sealed record PublicList(Guid Id, int Shard, long Number, DateTimeOffset ThisUpdate, DateTimeOffset NextUpdate, long Entries, long Octets, byte[] Sha256);

/// <summary>Everything that anybody may fetch. Lists are read in parts, never as a whole.</summary>
public sealed class PublicPkiQueries(CareIdentityDb db, CertificateOptions options)
{
    /// <summary>What issues now, what did, and the roots.</summary>
    public async Task<IReadOnlyList<PublicIssuer>> IssuersAsync(CancellationToken ct) =>
        [.. (await Issuers(null).ToListAsync(ct)).OrderBy(i => i.Kind is IssuerKind.Root).ThenByDescending(i => i.Active).ThenByDescending(i => i.CreatedAt)];

    public Task<PublicIssuer?> FindIssuerAsync(string slug, CancellationToken ct) => Issuers(slug).FirstOrDefaultAsync(ct);

    /// <summary>The newest that is complete; 0 for the complete list of the authority.</summary>
    public Task<PublicList?> FindListAsync(string slug, int shard, CancellationToken ct) =>
        db.RevocationLists.AsNoTracking()
            .Where(l => db.Issuers.Any(i => i.Id == l.IssuerId && i.KeyName == slug && i.Realm == options.Realm) && l.Shard == shard && l.Sha256 != null)
            .OrderByDescending(l => l.Number)
            .Select(l => new PublicList(l.Id, l.Shard, l.Number, l.ThisUpdate, l.NextUpdate, l.Entries, l.Octets, l.Sha256!))
            .FirstOrDefaultAsync(ct);

    /// <summary>The newest of every shard.</summary>
    public async Task<IReadOnlyList<PublicList>> ListsAsync(Guid issuerId, CancellationToken ct) =>
        [.. (await db.RevocationLists.AsNoTracking()
                .Where(l => l.IssuerId == issuerId && l.Sha256 != null)
                .Select(l => new PublicList(l.Id, l.Shard, l.Number, l.ThisUpdate, l.NextUpdate, l.Entries, l.Octets, l.Sha256!))
                .ToListAsync(ct))
            .GroupBy(l => l.Shard).Select(g => g.MaxBy(l => l.Number)!).OrderBy(l => l.Shard)];

    /// <summary>The octets of a list, in order and a quarter of a megabyte at a time.</summary>
    public IAsyncEnumerable<byte[]> ReadAsync(Guid listId) =>
        db.RevocationListParts.AsNoTracking().Where(p => p.ListId == listId).OrderBy(p => p.Part).Select(p => p.Octets).AsAsyncEnumerable();

    private IQueryable<PublicIssuer> Issuers(string? slug) => db.Issuers.AsNoTracking()
        .Where(i => i.Realm == options.Realm && (slug == null || i.KeyName == slug))
        .Select(i => new PublicIssuer(i.Id, i.Name, i.KeyName, i.Kind, i.Realm, i.Active, i.CrlShards, i.CreatedAt, i.Certificate,
            db.OcspSigners.Any(s => s.IssuerId == i.Id && s.Certificate != null)));
}
