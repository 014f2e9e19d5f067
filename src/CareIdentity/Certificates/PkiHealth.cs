using CareIdentity.Data;
using CareIdentity.Pki.Encoding;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>One thing that somebody must see to, in words; <see cref="IsUrgent"/> when relying parties already notice.</summary>
public sealed record PkiWarning(string Sentence, string Next, bool IsUrgent)
{
    /// <summary>The sentence for who is not of the operator, where it names a machine; null where it names none.</summary>
    public string? WithoutNames { get; init; }
}

/// <summary>How one authority stands.</summary>
public sealed record AuthorityHealth
{
    public required string Name { get; init; }

    public required string Slug { get; init; }

    public required IssuerKind Kind { get; init; }

    public required bool Active { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The end of its newest OCSP signer; null where nobody answers for it.</summary>
    public required DateTimeOffset? SignerUntil { get; init; }

    /// <summary>Since when the oldest OCSP answer that this node keeps ready has been true; null where it keeps none.</summary>
    public required DateTimeOffset? OldestAnswer { get; init; }

    /// <summary>Whether certificates that it issued are in use. Asked only of one that was replaced and ends soon.</summary>
    public bool IsStillCarried { get; init; }

    /// <summary>The complete list; null where there is none.</summary>
    public required PublicList? List { get; init; }

    /// <summary>By when the first of its lists, complete or shard, is over.</summary>
    public required DateTimeOffset? FirstListOver { get; init; }
}

public sealed record PkiHealthView(IReadOnlyList<AuthorityHealth> Authorities, IReadOnlyList<PkiWarning> Warnings)
{
    /// <summary>Certificates of servers and of signers of documents near their end, soonest first.</summary>
    public IReadOnlyList<EndingCertificate> Ending { get; init; } = [];
}

/// <summary>What expires when: read from the register, so that it is the same on every node and on the command line, but for the answers that a node keeps.</summary>
public sealed class PkiHealth(CareIdentityDb db, PublicPkiQueries queries, TimeProvider clock)
{
    /// <summary>A new authority takes a ceremony, and people who must find a day for it.</summary>
    public static readonly TimeSpan AuthorityWarning = TimeSpan.FromDays(90);

    /// <summary>A signer renews itself with ten days left: with less than a week it has failed to.</summary>
    private static readonly TimeSpan SignerWarning = TimeSpan.FromDays(7);

    /// <summary>A list of an issuing authority is made daily for a week: half of that left means that it was not.</summary>
    private static readonly TimeSpan ListWarning = TimeSpan.FromDays(3);

    /// <param name="here">What this node answers; null on the command line.</param>
    public async Task<PkiHealthView> ReadAsync(StatusAnswers? here, CancellationToken ct)
    {
        var (now, oldest) = (clock.GetUtcNow(), here?.Oldest());
        var authorities = new List<AuthorityHealth>();
        var issuers = await queries.IssuersAsync(ct);
        foreach (var issuer in issuers)
        {
            var lists = await queries.ListsAsync(issuer.Id, ct);
            var notAfter = ParsedCertificate.Parse(issuer.Certificate).NotAfter;
            authorities.Add(new AuthorityHealth
            {
                Name = issuer.Name,
                Slug = issuer.Slug,
                Kind = issuer.Kind,
                Active = issuer.Active,
                NotAfter = notAfter,
                SignerUntil = await db.OcspSigners.Where(s => s.IssuerId == issuer.Id && s.Certificate != null).MaxAsync(s => (DateTimeOffset?)s.NotAfter, ct),
                OldestAnswer = oldest is not null && oldest.TryGetValue(issuer.Id, out var at) ? at : null,
                IsStillCarried = !issuer.Active && EndsSoon(notAfter, now)
                    && (await db.Certificates.AnyAsync(c => c.IssuerId == issuer.Id && c.Status == CertificateStatus.Active && c.NotAfter > now, ct)
                        || await db.ServiceCertificates.AnyAsync(c => c.IssuerId == issuer.Id && c.Status == CertificateStatus.Active && c.NotAfter > now, ct)),
                List = lists.FirstOrDefault(l => l.Shard == 0),
                FirstListOver = lists.Count == 0 ? null : lists.Min(l => l.NextUpdate),
            });
        }

        var ending = await EndingAsync([.. issuers.Select(issuer => issuer.Id)], now, ct);
        return new PkiHealthView(authorities, [.. authorities.SelectMany(authority => Warnings(authority, now)), .. ending.Select(one => one.AsWarning(now))]) { Ending = ending };
    }

    /// <summary>In force: what was revoked, or is over already, ends no more.</summary>
    private async Task<IReadOnlyList<EndingCertificate>> EndingAsync(List<Guid> issuers, DateTimeOffset now, CancellationToken ct)
    {
        var until = now + AuthorityWarning;
        var found = await db.ServiceCertificates.AsNoTracking()
            .Where(c => c.Status == CertificateStatus.Active && c.NotAfter >= now && c.NotAfter < until && issuers.Contains(c.IssuerId))
            .OrderBy(c => c.NotAfter).ThenBy(c => c.Id)
            .Select(c => new EndingCertificate(c.Serial, c.Kind, c.Name, c.NotBefore, c.NotAfter))
            .ToListAsync(ct);
        return found.FindAll(one => one.EndsSoon(now));
    }

    /// <summary>In the order in which they hurt.</summary>
    internal static IEnumerable<PkiWarning> Warnings(AuthorityHealth authority, DateTimeOffset now)
    {
        if (authority.NotAfter < now)
        {
            // What is over and was replaced needs nobody any more.
            if (authority.Active)
            {
                yield return new($"{authority.Name} is over. No card can be issued, and none that it issued works.", "Hold a key ceremony: docs/pki-ceremony.md.", IsUrgent: true);
            }

            yield break;
        }

        if (authority.FirstListOver < now)
        {
            yield return new($"A revocation list of {authority.Name} is over.", NextList(authority), IsUrgent: true);
        }

        if (authority.SignerUntil < now)
        {
            yield return new($"The OCSP signer of {authority.Name} is over: nothing is answered.", "Look into the log for why no new one was made.", IsUrgent: true);
        }

        if (authority.IsStillCarried)
        {
            yield return new(
                $"{authority.Name}, which was replaced, ends in {Days(authority.NotAfter, now)}, and certificates that it issued are in use.",
                "Renew those cards before: none of them works after that.",
                IsUrgent: false);
        }

        if (authority.Active && EndsSoon(authority.NotAfter, now))
        {
            yield return new($"{authority.Name} ends in {Days(authority.NotAfter, now)}.", "Hold a key ceremony before: docs/pki-ceremony.md.", IsUrgent: false);
        }

        var listWarning = authority is { Kind: IssuerKind.Root, SignerUntil: null } ? AuthorityWarning : ListWarning;
        if (authority.FirstListOver is { } over && over >= now && over - now < listWarning)
        {
            yield return new($"A revocation list of {authority.Name} ends in {Days(over, now)}.", NextList(authority), IsUrgent: false);
        }

        if (authority.SignerUntil is { } until && until >= now && until - now < SignerWarning)
        {
            yield return new($"The OCSP signer of {authority.Name} ends in {Days(until, now)} and was not renewed.", "Look into the log for why.", IsUrgent: false);
        }

        if (authority.FirstListOver is null)
        {
            yield return new($"{authority.Name} has no revocation list.", NextList(authority), IsUrgent: authority.Active);
        }
    }

    private static bool EndsSoon(DateTimeOffset notAfter, DateTimeOffset now) => notAfter >= now && notAfter - now < AuthorityWarning;

    private static string NextList(AuthorityHealth authority) => authority is { Kind: IssuerKind.Root, SignerUntil: null }
        ? "Open the root for its next list: ./cis pki session, then ./cis pki adopt."
        : "Look into the log for why the next was not made.";

    internal static string Days(DateTimeOffset end, DateTimeOffset now) => (int)(end - now).TotalDays switch
    {
        0 => "less than a day",
        1 => "1 day",
        var days => $"{days} days",
    };
}
