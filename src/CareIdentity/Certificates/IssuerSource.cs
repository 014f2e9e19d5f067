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
using Microsoft.Extensions.Logging;

namespace CareIdentity.Certificates;

/// <summary>What all requests share: authorities that were loaded once. Which one issues is the database's to say, and is asked again after a second.</summary>
public sealed class IssuerCache : IDisposable
{
    /// <summary>Which one issues, and when that was read.</summary>
    internal volatile ReadIssuer? Active;

    private ReadPaths? paths;

    internal ConcurrentDictionary<Guid, Issuer> Issuers { get; } = new();

    /// <summary>Whose key was here when it was last looked for.</summary>
    internal ConcurrentDictionary<Guid, bool> KeysSeen { get; } = new();

    /// <summary>Knows the authorities of the register, and which of them are revoked, as they were last read.</summary>
    internal ReadPaths? Paths => Volatile.Read(ref paths);

    public void Dispose()
    {
        foreach (var issuer in Issuers.Values)
        {
            issuer.Dispose();
        }

        Paths?.Validator.Dispose();
    }

    internal void Keep(ReadPaths read) => Volatile.Write(ref paths, read);

    /// <summary>What was looked at again; whoever has read more meanwhile is not undone.</summary>
    internal void Keep(ReadPaths was, DateTimeOffset at) => Interlocked.CompareExchange(ref paths, was with { At = at }, was);

    /// <summary>The register has changed, here and now.</summary>
    internal void ReadAgain()
    {
        Active = null;
        Volatile.Write(ref paths, null);
    }
}

/// <summary>Gives the authority that issues now, and those whose certificates are to be believed.</summary>
public sealed class IssuerSource(
    CareIdentityDb db, IKeyStore keys, CertificateOptions options, IssuerCache cache, TimeProvider clock, ILogger<IssuerSource> log)
{
    /// <summary>
    /// How late a node may be about what another process has brought. What an authority still signs while another takes its place is as good as
    /// what it signed before; what a root revokes is believed no longer than this.
    /// </summary>
    private static readonly TimeSpan ReadFor = TimeSpan.FromSeconds(1);

    internal async Task<Outcome<ActiveIssuer>> ActiveAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (cache.Active is { } read && IsRecent(read.At, now))
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

    /// <summary>
    /// Every authority of this realm that is not over and whose key this node has: those it signs lists and answers for. A store says alike that
    /// there is no such key and that the module which has it is away, so one that goes missing is said in the log, once.
    /// </summary>
    internal async Task<IReadOnlyList<IssuerRecord>> WithKeysAsync(DateTimeOffset at, CancellationToken ct)
    {
        var ours = new List<IssuerRecord>();
        foreach (var record in await db.Issuers.AsNoTracking().Where(i => i.Realm == options.Realm).OrderBy(i => i.Id).ToListAsync(ct))
        {
            if (ParsedCertificate.Parse(record.Certificate).NotAfter < at)
            {
                continue;
            }

            var isHere = await keys.FindPublicKeyAsync(KeyName.Parse(record.KeyName, null), ct) is not null;
            Say(record, isHere);
            if (isHere)
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
        if (await KnownPathsAsync(ct) is { } known && known.Validate(certificate, at).IsTrusted)
        {
            return null;
        }

        var now = clock.GetUtcNow();
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
        cache.Keep(new ReadPaths(fresh, revoked.Lists, now));
        return fresh.Validate(certificate, at).Finding;
    }

    /// <summary>Whether a certificate says of itself that it belongs to the other realm: not believed, only said in the refusal.</summary>
    internal bool ClaimsOtherRealm(ParsedCertificate certificate)
    {
        var others = options.Arc.All(options.Realm is Realm.Live ? Realm.Training : Realm.Live);
        return certificate.Tbs.Policies.Any(others.Contains);
    }

    /// <summary>The paths that were read before, for as long as no root has said anything since; null when a root has.</summary>
    private async Task<PathValidator?> KnownPathsAsync(CancellationToken ct)
    {
        if (cache.Paths is not { } read)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (!IsRecent(read.At, now))
        {
            if (!(await RevokedAuthorities.NewestListsAsync(db, options.Realm, ct)).SequenceEqual(read.RootLists))
            {
                return null;
            }

            cache.Keep(read, now);
        }

        return read.Validator;
    }

    // A clock that was set back looks like a read in the future: then it is read again.
    private static bool IsRecent(DateTimeOffset at, DateTimeOffset now) => now - at is var age && age >= TimeSpan.Zero && age < ReadFor;

    /// <summary>A root's key may always have been elsewhere; an authority below it is expected here, and whatever was here before.</summary>
    private void Say(IssuerRecord record, bool isHere)
    {
        var before = cache.KeysSeen.TryGetValue(record.Id, out var seen) ? seen : (bool?)null;
        cache.KeysSeen[record.Id] = isHere;
        if (!isHere && (before ?? record.Kind is IssuerKind.Issuing))
        {
            log.LogWarning("The key {Key} of {Authority} is not here, or the module that has it is away: this node signs neither lists nor OCSP signers for it.", record.KeyName, record.Name);
        }
        else if (isHere && before is false)
        {
            log.LogInformation("The key {Key} of {Authority} is here again.", record.KeyName, record.Name);
        }
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

/// <param name="RootLists">The lists of the roots, by which the validator knows what is revoked.</param>
/// <param name="At">When it was last seen that there are no newer ones.</param>
internal sealed record ReadPaths(PathValidator Validator, IReadOnlyList<Guid> RootLists, DateTimeOffset At);
