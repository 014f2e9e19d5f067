using System.Security.Cryptography;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>What was brought from a key ceremony or a meeting with the root. All of it is public.</summary>
public sealed record AdoptAuthoritiesRequest
{
    public required ParsedCertificate Root { get; init; }

    /// <summary>How addresses call it; stands in the distribution point of <see cref="Issuing"/>.</summary>
    public required KeyName RootSlug { get; init; }

    public required ParsedCertificate Issuing { get; init; }

    /// <summary>The key of the issuing authority, in the store of this service.</summary>
    public required KeyName IssuingKey { get; init; }

    public required ReadOnlyMemory<byte> RootList { get; init; }
}

/// <summary>
/// Takes over a root, an issuing authority and the root's newest list. The issuing authority issues from then on; the one before stays
/// trusted, answers and lists until it is over. Brought a second time, only what is new of it is taken over: next year's list.
/// </summary>
public sealed class AdoptAuthorities(CareIdentityDb db, IKeyStore keys, CertificateOptions options, IssuerCache cache, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<AuthoritiesAdopted>> ExecuteAsync(AdoptAuthoritiesRequest request, Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Authorities are adopted at set-up, on the command line.");
        }

        var now = clock.GetUtcNow();
        if (await WhyNotAsync(request, now, ct) is { } finding)
        {
            return CertificateRefusals.AuthorityRefused(finding.ToString());
        }

        var known = await db.Issuers.Where(i => i.Realm == options.Realm).ToListAsync(ct);
        var root = known.Find(i => i.Certificate.AsSpan().SequenceEqual(request.Root.Der.Span));
        var issuing = known.Find(i => i.Certificate.AsSpan().SequenceEqual(request.Issuing.Der.Span));
        var list = ParsedCrl.Parse(request.RootList);
        if (root is not null && await WhyNotAfterAsync(root, list, ct) is { } outrun)
        {
            return CertificateRefusals.AuthorityRefused(outrun.ToString());
        }

        if (issuing is null)
        {
            foreach (var former in known.Where(i => i.Active && (i.Kind is IssuerKind.Issuing || root is null)))
            {
                former.Retire();
                audit.Record(actor, Reason.None, new IssuerRetired { IssuerId = former.Id, Name = former.Name });
            }

            // The index allows one of each kind in use, so the former ones leave first.
            if (await db.SaveAsync(ct) is { } stopped)
            {
                return stopped;
            }
        }

        root ??= Add(request.Root, IssuerKind.Root, null, request.RootSlug, actor, now);
        var added = issuing is null;
        issuing ??= Add(request.Issuing, IssuerKind.Issuing, root.Id, request.IssuingKey, actor, now);
        await AddListAsync(root, list, known, actor, ct);
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        cache.ReadAgain();
        return new AuthoritiesAdopted(issuing.Name, added);
    }

    private async Task<Finding?> WhyNotAsync(AdoptAuthoritiesRequest request, DateTimeOffset now, CancellationToken ct)
    {
        var (root, issuing) = (request.Root, request.Issuing);
        var policies = options.Arc.All(options.Realm);
        if (issuing.Tbs.Policies.Count == 0 || !issuing.Tbs.Policies.All(policies.Contains))
        {
            return new("AuthorityIsOfThisRealm", "certificate policy §1.2", $"The issuing authority is not a {(options.Realm is Realm.Live ? "live" : "training")} one below this service's arc.");
        }

        if (!IsSigned(root, root) || !IsSigned(issuing, root) || root.Tbs.BasicConstraints is not { IsAuthority: true })
        {
            return new("AuthorityIsTheRoots", "RFC 5280 §6.1.3 (a)(1)", "The issuing authority is not signed by the root.");
        }

        if (now < issuing.NotBefore || now > issuing.NotAfter || issuing.NotAfter > root.NotAfter)
        {
            return new("AuthorityIsValid", "RFC 5280 §6.1.3 (a)(2)", "The issuing authority is not valid now.");
        }

        if (new RevocationLists([ParsedCrl.Parse(request.RootList)]).StateOf(issuing, root, now) is not Pki.Validation.RevocationState.Good)
        {
            return new("RootListIsUsable", "RFC 5280 §6.3.3", "The root's list is not of this root, not of this time, or revokes the issuing authority.");
        }

        var loaded = await Issuer.LoadAsync(issuing, request.IssuingKey, keys, ct);
        if (loaded.Passed)
        {
            loaded.Value.Dispose();
        }

        return loaded.Findings.Count == 0 ? null : loaded.Findings[0];
    }

    /// <summary>
    /// A list whose number is taken is left where it is; brought again, nothing of it is missing. One that revokes what the newest on record does
    /// not is not passed over in silence: where the root's key is here, lists were signed meanwhile.
    /// </summary>
    private async Task<Finding?> WhyNotAfterAsync(IssuerRecord root, ParsedCrl list, CancellationToken ct)
    {
        var last = await db.RevocationLists.Where(l => l.IssuerId == root.Id).MaxAsync(l => (long?)l.Number, ct) ?? 0;
        return list.Number > last || (await RevokedAuthorities.NewestListAsync(db, root.Id, ct))?.Covers(list) is true
            ? null
            : new("RootListIsTheNewest", "RFC 5280 §5.2.3", $"The root's list revokes what its newest list on record does not, and its number is not greater than {last}. Open the root for a list with a greater number.");
    }

    private static bool IsSigned(ParsedCertificate certificate, ParsedCertificate by)
    {
        using var verifier = SignatureVerifier.For(by.PublicKey);
        return certificate.Tbs.Issuer.Span.SequenceEqual(by.Tbs.Subject.Span)
            && SignatureAlgorithm.Find(certificate.SignatureAlgorithm.Span) is { } algorithm
            && verifier.Verify(algorithm, certificate.Tbs.Der.Span, certificate.Signature.Span);
    }

    private IssuerRecord Add(ParsedCertificate certificate, IssuerKind kind, Guid? parent, KeyName key, Actor actor, DateTimeOffset now)
    {
        var record = new IssuerRecord
        {
            Id = Guid.CreateVersion7(now),
            Name = certificate.Subject.OnlyValueOf(Oids.CommonName) ?? certificate.Subject.ToString(),
            Kind = kind,
            Realm = options.Realm,
            ParentId = parent,
            Certificate = certificate.Der.ToArray(),
            KeyName = key.Value,
            CrlShards = kind is IssuerKind.Issuing && options.Origin is not null ? options.CrlShards : 0,
            CreatedAt = now,
        };
        db.Issuers.Add(record);
        audit.Record(actor, Reason.None, new IssuerCreated { IssuerId = record.Id, Name = record.Name, Realm = record.Realm });
        return record;
    }

    private async Task AddListAsync(IssuerRecord root, ParsedCrl list, List<IssuerRecord> known, Actor actor, CancellationToken ct)
    {
        var number = list.Number ?? throw new InvalidOperationException("A usable list has a number.");
        if (await db.RevocationLists.AnyAsync(l => l.IssuerId == root.Id && l.Number >= number, ct))
        {
            return;
        }

        var record = new RevocationListRecord
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            IssuerId = root.Id,
            Shard = 0,
            Number = number,
            ThisUpdate = list.ThisUpdate,
            NextUpdate = list.NextUpdate,
        };
        record.Publish(list.Count, list.Der.Length, SHA256.HashData(list.Der.Span));
        db.RevocationLists.Add(record);
        db.RevocationListParts.AddRange(list.Der.ToArray().Chunk(RevocationListPart.MostOctets).Select((octets, part) =>
            new RevocationListPart { ListId = record.Id, Part = part, Octets = octets }));
        audit.Record(actor, Reason.None, new RevocationListIssued { IssuerId = root.Id, Shard = 0, Number = number, Entries = list.Count });

        var signers = await db.OcspSigners.AsNoTracking().Where(s => s.IssuerId == root.Id).Select(s => s.Serial).ToListAsync(ct);
        Tell(root, list, [.. known.Where(i => i.ParentId == root.Id).Select(i => RevokedAuthorities.SerialOf(ParsedCertificate.Parse(i.Certificate))), .. signers]);
    }

    /// <summary>Every node gives up what it has answered for the root about what the list revokes.</summary>
    private void Tell(IssuerRecord root, ParsedCrl list, IEnumerable<string> serials)
    {
        var now = clock.GetUtcNow();
        db.RevocationChanges.AddRange(serials.Where(serial => list.Find(Convert.FromHexString(serial)) is not null).Select(serial =>
            new RevocationChange { Id = Guid.CreateVersion7(now), IssuerId = root.Id, Serial = serial, Shard = 0, At = now }));
    }
}

public sealed record AuthoritiesAdopted(string IssuingName, bool IsNew);

public sealed record IssuerRetired : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required string Name { get; init; }

    public override string InWords => $"{Name} stopped issuing; what it issued stays valid.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId)];
}
