using System.Collections.Concurrent;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Validation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>What all requests share: authorities that were loaded once. Which one issues is the database's to say, and is asked again after a second.</summary>
public sealed class IssuerCache : IDisposable
{
    internal ConcurrentDictionary<Guid, Issuer> Issuers { get; } = new();

    /// <summary>Which one issues, and when that was read.</summary>
    internal volatile ReadIssuer? Active;

    /// <summary>Knows the authorities of the register as they were last read.</summary>
    internal volatile PathValidator? Validator;

    public void Dispose()
    {
        foreach (var issuer in Issuers.Values)
        {
            issuer.Dispose();
        }

        Validator?.Dispose();
    }
}

/// <summary>Gives the authority that issues now, and those whose certificates are to be believed.</summary>
public sealed class IssuerSource(CareIdentityDb db, IKeyStore keys, CertificateOptions options, IssuerCache cache, TimeProvider clock)
{
    /// <summary>What an authority still signs while another takes its place is as good as what it signed before.</summary>
    private static readonly TimeSpan ActiveFor = TimeSpan.FromSeconds(1);

    internal async Task<Outcome<ActiveIssuer>> ActiveAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (cache.Active is { } read && now - read.At is var age && age >= TimeSpan.Zero && age < ActiveFor)
        {
            return read.Issuer;
        }

        var found = await db.Issuers.AsNoTracking()
            .Where(i => i.Realm == options.Realm && i.Kind == IssuerKind.Issuing && i.Active)
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return CertificateRefusals.NoIssuer;
        }

        var active = new ActiveIssuer(found.Id, await LoadAsync(found, ct), found.KeyName, found.CrlShards);
        cache.Active = new ReadIssuer(active, now);
        return active;
    }

    /// <summary>An authority whose key this node has.</summary>
    internal async Task<Issuer> LoadAsync(IssuerRecord record, CancellationToken ct)
    {
        if (!cache.Issuers.TryGetValue(record.Id, out var issuer))
        {
            var loaded = await Issuer.LoadAsync(ParsedCertificate.Parse(record.Certificate), KeyName.Parse(record.KeyName, null), keys, ct);
            issuer = cache.Issuers.GetOrAdd(record.Id, loaded.Value);
        }

        return issuer;
    }

    /// <summary>Every authority of this realm that is not over and whose key this node has: those it signs lists and answers for.</summary>
    internal async Task<IReadOnlyList<IssuerRecord>> WithKeysAsync(DateTimeOffset at, CancellationToken ct)
    {
        var ours = new List<IssuerRecord>();
        foreach (var record in await db.Issuers.AsNoTracking().Where(i => i.Realm == options.Realm).OrderBy(i => i.Id).ToListAsync(ct))
        {
            if (ParsedCertificate.Parse(record.Certificate).NotAfter >= at && await keys.FindPublicKeyAsync(KeyName.Parse(record.KeyName, null), ct) is not null)
            {
                ours.Add(record);
            }
        }

        return ours;
    }

    /// <summary>
    /// Validates the path of a card's certificate to our own root (RFC 5280 §6), in this realm and for signing in. Null when it holds.
    /// Another node may have brought a new authority, so a refusal is looked at again with the register as it is now.
    /// </summary>
    internal async Task<Finding?> CheckPathAsync(ParsedCertificate certificate, DateTimeOffset at, CancellationToken ct)
    {
        if (cache.Validator is { } known && known.Validate(certificate, at).IsTrusted)
        {
            return null;
        }

        var authorities = await db.Issuers.AsNoTracking()
            .Where(i => i.Realm == options.Realm)
            .Select(i => new { i.Kind, i.Certificate })
            .ToListAsync(ct);
        var revoked = await RevokedAuthorities.ReadAsync(db, options.Realm, ct);
        var fresh = new PathValidator(
            authorities.Where(a => a.Kind is IssuerKind.Root).Select(a => ParsedCertificate.Parse(a.Certificate)),
            authorities.Where(a => a.Kind is IssuerKind.Issuing).Select(a => ParsedCertificate.Parse(a.Certificate)),
            PathRequirements.ForSignIn(options.Arc, options.Realm),
            // Revocation of the card's certificate is the caller's to ask: the register has it in the row that was just read.
            (asked, _, _) => revoked.Contains(asked) ? RevocationState.Revoked : RevocationState.Good);
        cache.Validator = fresh;
        return fresh.Validate(certificate, at).Finding;
    }

    /// <summary>Whether a certificate says of itself that it belongs to the other realm: not believed, only said in the refusal.</summary>
    internal bool ClaimsOtherRealm(ParsedCertificate certificate)
    {
        var others = options.Arc.All(options.Realm is Realm.Live ? Realm.Training : Realm.Live);
        return certificate.Tbs.Policies.Any(others.Contains);
    }
}

/// <param name="Name">As addresses call it.</param>
internal sealed record ActiveIssuer(Guid Id, Issuer Issuer, string Name, int CrlShards)
{
    /// <summary>The subtree that the authority is held to: below it stand the subjects of its certificates.</summary>
    public static DistinguishedName? SubtreeOf(Issuer issuer) => issuer.Certificate.Tbs.NameConstraints is { Permitted: [{ Kind: GeneralNameKind.DirectoryName } only] }
        ? DistinguishedName.Read(only.Content)
        : null;
}

internal sealed record ReadIssuer(ActiveIssuer Issuer, DateTimeOffset At);
