using System.Security.Cryptography;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

public sealed record IssueRevocationListRequest
{
    public required Guid IssuerId { get; init; }

    /// <summary>0 for the complete list.</summary>
    public required int Shard { get; init; }
}

/// <summary>
/// Makes the next revocation list of an authority, or of one shard of it (RFC 5280 §5): takes its number, streams the entries from the
/// register, or from the list before where it is a root's, through a spool into a signed list, stores it in parts and publishes it. Only the
/// service itself does this.
/// </summary>
public sealed class IssueRevocationList(CareIdentityDb db, IssuerSource issuers, CertificateOptions options, AuditTrail audit, TimeProvider clock)
{
    /// <summary>
    /// An entry stays for one list beyond the end of its certificate (RFC 5280 §3.3), so that a signature made shortly before the end is
    /// not believed shortly after it.
    /// </summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(11);

    /// <summary>The newest and the one before, which somebody may be fetching.</summary>
    private const int ListsKept = 2;

    /// <summary>Four megabytes in one commit: a long list costs some flushes to the disk, and none of them keeps others waiting for long.</summary>
    private const int PartsAtOnce = 16;

    public async Task<Outcome<RevocationListMade>> ExecuteAsync(IssueRevocationListRequest request, Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Issuing lists is the service's own.");
        }

        var now = clock.GetUtcNow();
        if ((await issuers.WithKeysAsync(now, ct)).FirstOrDefault(i => i.Id == request.IssuerId) is not { } record || request.Shard > record.CrlShards)
        {
            return CertificateRefusals.NoSuchIssuer;
        }

        // 1. Take the number. A crash after this leaves a number that was never used, which is allowed.
        var issuer = await issuers.LoadAsync(record, ct);
        var list = await ReserveAsync(request, issuer, now, ct);
        if (await db.SaveAsync(ct) is { } taken)
        {
            return taken;
        }

        // 2. Sign and store. A crash here leaves parts of a list that nobody is given.
        await using var spool = TemporaryFile();
        await using var output = TemporaryFile();
        var details = new CrlDetails
        {
            Number = list.Number,
            ThisUpdate = list.ThisUpdate,
            NextUpdate = list.NextUpdate,
            Shard = options.Origin is null ? null : PkiAddresses.ShardUri(options.Origin, record.KeyName, request.Shard),
        };
        // What a root revokes was brought from outside, with a list: the register knows of cards only.
        var revoked = record.Kind is IssuerKind.Root
            ? (await RevokedAuthorities.CarriedAsync(db, record.Id, list.ThisUpdate - KeptAfterEnd, ct)).ToAsyncEnumerable()
            : Revoked(request, list.ThisUpdate);
        var made = (await CrlWriter.WriteAsync(issuer, details, revoked, spool, output, ct)).Value;
        var (digest, left) = await StoreAsync(list.Id, output, ct);

        // 3. Publish, with the last of the parts and without what nobody needs any more: for a list that is not long, one flush to the disk in all.
        await using var together = await db.Database.BeginTransactionAsync(ct);
        await db.InsertMissingAsync(left, ct);
        list.Publish(made.Entries, made.Octets, digest);
        audit.Record(actor, Reason.None, new RevocationListIssued { IssuerId = record.Id, Shard = list.Shard, Number = list.Number, Entries = made.Entries });
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        await RemoveOldAsync(list, ct);
        await together.CommitAsync(ct);
        return new RevocationListMade(list.Number, made.Entries, made.Octets, list.NextUpdate);
    }

    private async Task<RevocationListRecord> ReserveAsync(IssueRevocationListRequest request, Issuer issuer, DateTimeOffset now, CancellationToken ct)
    {
        var last = await db.RevocationLists.Where(l => l.IssuerId == request.IssuerId && l.Shard == request.Shard).MaxAsync(l => (long?)l.Number, ct) ?? 0;
        var thisUpdate = SetUpIssuers.WholeSeconds(now);
        var list = new RevocationListRecord
        {
            Id = Guid.CreateVersion7(now),
            IssuerId = request.IssuerId,
            Shard = request.Shard,
            Number = last + 1,
            ThisUpdate = thisUpdate,
            NextUpdate = thisUpdate + options.CrlLifetime < issuer.Certificate.NotAfter ? thisUpdate + options.CrlLifetime : issuer.Certificate.NotAfter,
        };
        db.RevocationLists.Add(list);
        return list;
    }

    private async IAsyncEnumerable<RevokedCertificate> Revoked(IssueRevocationListRequest request, DateTimeOffset thisUpdate)
    {
        var oldest = thisUpdate - KeptAfterEnd;
        var rows = db.Certificates.AsNoTracking()
            .Where(c => c.IssuerId == request.IssuerId && (c.Status == CertificateStatus.Revoked || c.Status == CertificateStatus.Void))
            .Where(c => request.Shard == 0 || c.CrlShard == request.Shard)
            .Where(c => c.NotAfter >= oldest)
            // What was made void may have a signature that nobody holds: it is revoked like the rest (docs/issuance-cycle.md).
            .Select(c => new { c.Serial, At = c.RevokedAt ?? c.ReservedAt, c.Reason })
            .AsAsyncEnumerable();
        var ofService = db.ServiceCertificates.AsNoTracking()
            .Where(c => c.IssuerId == request.IssuerId && (c.Status == CertificateStatus.Revoked || c.Status == CertificateStatus.Void))
            .Where(c => request.Shard == 0 || c.CrlShard == request.Shard)
            .Where(c => c.NotAfter >= oldest)
            .Select(c => new { c.Serial, At = c.RevokedAt ?? c.ReservedAt, c.Reason })
            .AsAsyncEnumerable();
        await foreach (var row in rows.Concat(ofService))
        {
            var at = SetUpIssuers.WholeSeconds(row.At);
            if (at <= thisUpdate)
            {
                yield return new RevokedCertificate(SerialNumber.Parse(row.Serial), at, row.Reason ?? RevocationReason.CessationOfOperation);
            }
        }
    }

    /// <summary>Gives the digest of the list, and those of its parts that are still to be stored.</summary>
    private async Task<(byte[] Digest, IReadOnlyList<RevocationListPart> Left)> StoreAsync(Guid listId, FileStream output, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        output.Position = 0;
        var buffer = new byte[RevocationListPart.MostOctets];
        var some = new List<RevocationListPart>(PartsAtOnce);
        for (var part = 0; await output.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is > 0 and var read; part++)
        {
            if (some.Count == PartsAtOnce)
            {
                await db.InsertMissingAsync(some, ct);
                some.Clear();
            }

            hash.AppendData(buffer, 0, read);
            some.Add(new RevocationListPart { ListId = listId, Part = part, Octets = buffer[..read] });
        }

        return (hash.GetHashAndReset(), some);
    }

    private async Task RemoveOldAsync(RevocationListRecord newest, CancellationToken ct)
    {
        var old = db.RevocationLists.Where(l => l.IssuerId == newest.IssuerId && l.Shard == newest.Shard && l.Number <= newest.Number - ListsKept).Select(l => l.Id);
        await db.DeleteAsync<RevocationListPart>(parts => parts.Where(p => old.Contains(p.ListId)), ct);
        await db.DeleteAsync<RevocationListRecord>(lists => lists.Where(l => old.Contains(l.Id)), ct);
    }

    private static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
}

public sealed record RevocationListMade(long Number, long Entries, long Octets, DateTimeOffset NextUpdate);

public sealed record RevocationListIssued : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required int Shard { get; init; }

    public required long Number { get; init; }

    public required long Entries { get; init; }

    public override string InWords => $"Issued revocation list {Number}{(Shard == 0 ? "" : $" of shard {Shard}")} with {Entries} certificates.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];
}
