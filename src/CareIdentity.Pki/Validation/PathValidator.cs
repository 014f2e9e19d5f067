using System.Collections.Concurrent;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>
/// Validates certification paths as RFC 5280 §6 does, as a list of rules in its order, with only the anchors and intermediates it was
/// given: nothing is taken from the certificate under validation or from the network. Safe for many threads; keep one for each realm.
/// </summary>
public sealed class PathValidator : IDisposable
{
    private readonly ILookup<string, Authority> _authoritiesBySubject;
    private readonly Dictionary<string, AuthorityKey> _keys = new(StringComparer.Ordinal);
    private readonly PathRequirements _requirements;
    private readonly RevocationCheck _revocation;
    private readonly ConcurrentDictionary<(ParsedCertificate, AuthorityKey), bool> _signatures = new();

    public PathValidator(
        IEnumerable<ParsedCertificate> anchors, IEnumerable<ParsedCertificate> intermediates, PathRequirements requirements, RevocationCheck revocation)
    {
        _authoritiesBySubject = anchors.Select(anchor => Known(anchor, isAnchor: true))
            .Concat(intermediates.Select(between => Known(between, isAnchor: false)))
            .ToLookup(authority => Key(authority.Certificate.Tbs.Subject));
        _requirements = requirements;
        _revocation = revocation;
    }

    /// <summary>The verdict on a certificate at a time. Never throws for what a certificate contains.</summary>
    public PathVerdict Validate(ParsedCertificate certificate, DateTimeOffset at)
    {
        var inputs = new PathInputs(_requirements, at, _revocation, new SignatureMemory(_signatures, certificate));
        return new PathSearch(certificate, inputs, issuer => _authoritiesBySubject[Key(issuer)]).Run();
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private Authority Known(ParsedCertificate certificate, bool isAnchor)
    {
        if (!_keys.TryGetValue(Key(certificate.PublicKey), out var key))
        {
            _keys.Add(Key(certificate.PublicKey), key = new AuthorityKey(certificate.PublicKey));
        }

        return new Authority(certificate, isAnchor, key);
    }

    private static string Key(ReadOnlyMemory<byte> octets) => Convert.ToBase64String(octets.Span);
}
