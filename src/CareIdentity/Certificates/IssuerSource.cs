using System.Collections.Concurrent;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>What all requests share: authorities that were loaded once. Which one issues is the database's to say, at each use.</summary>
public sealed class IssuerCache : IDisposable
{
    internal ConcurrentDictionary<Guid, Issuer> Issuers { get; } = new();

    /// <summary>The authorities of the register as they were last read; a certificate of an unknown one makes it be read again.</summary>
    internal volatile IReadOnlyList<KnownAuthority>? Authorities;

    public void Dispose()
    {
        foreach (var issuer in Issuers.Values)
        {
            issuer.Dispose();
        }
    }
}

/// <summary>An authority of ours of this realm, by its certificate.</summary>
internal sealed record KnownAuthority(Guid Id, IssuerKind Kind, ParsedCertificate Certificate);

/// <summary>Gives the authority that issues now, and those whose certificates are to be believed.</summary>
public sealed class IssuerSource(CareIdentityDb db, IKeyStore keys, CertificateOptions options, IssuerCache cache)
{
    internal async Task<Outcome<ActiveIssuer>> ActiveAsync(CancellationToken ct)
    {
        var found = await db.Issuers.AsNoTracking()
            .Where(i => i.Realm == options.Realm && i.Kind == IssuerKind.Issuing && i.Active)
            .Select(i => new { i.Id, i.Certificate, i.KeyName })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return CertificateRefusals.NoIssuer;
        }

        if (!cache.Issuers.TryGetValue(found.Id, out var issuer))
        {
            var loaded = await Issuer.LoadAsync(ParsedCertificate.Parse(found.Certificate), KeyName.Parse(found.KeyName), keys, ct);
            issuer = cache.Issuers.GetOrAdd(found.Id, loaded.Value);
        }

        return new ActiveIssuer(found.Id, issuer);
    }

    /// <summary>Every authority of this realm, retired ones too: their cards work until they expire.</summary>
    internal async Task<IReadOnlyList<KnownAuthority>> AuthoritiesAsync(CancellationToken ct)
    {
        if (cache.Authorities is { Count: > 0 } known)
        {
            return known;
        }

        var rows = await db.Issuers.AsNoTracking()
            .Where(i => i.Realm == options.Realm)
            .Select(i => new { i.Id, i.Kind, i.Certificate })
            .ToListAsync(ct);
        return cache.Authorities = [.. rows.Select(row => new KnownAuthority(row.Id, row.Kind, ParsedCertificate.Parse(row.Certificate)))];
    }

    internal void Forget() => cache.Authorities = null;
}

internal sealed record ActiveIssuer(Guid Id, Issuer Issuer);
