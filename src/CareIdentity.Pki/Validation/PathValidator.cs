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
    private readonly List<Authority> _authorities;
    private readonly PathRequirements _requirements;
    private readonly RevocationCheck _revocation;
    private readonly ConcurrentDictionary<(ParsedCertificate, Authority), bool> _signatures = new();

    public PathValidator(
        IEnumerable<ParsedCertificate> anchors, IEnumerable<ParsedCertificate> intermediates, PathRequirements requirements, RevocationCheck revocation)
    {
        _authorities = [.. anchors.Select(anchor => new Authority(anchor, isAnchor: true)), .. intermediates.Select(between => new Authority(between, isAnchor: false))];
        _authoritiesBySubject = _authorities.ToLookup(authority => Key(authority.Certificate.Tbs.Subject));
        _requirements = requirements;
        _revocation = revocation;
    }

    /// <summary>The verdict on a certificate at a time. Never throws for what a certificate contains.</summary>
    public PathVerdict Validate(ParsedCertificate certificate, DateTimeOffset at)
    {
        var inputs = new PathInputs(_requirements, at, _revocation, new SignatureMemory(_signatures, certificate));
        return new PathSearch(certificate, inputs, issuer => _authoritiesBySubject[Key(issuer)]).Run();
    }

    public void Dispose() => _authorities.ForEach(authority => authority.Dispose());

    private static string Key(ReadOnlyMemory<byte> name) => Convert.ToBase64String(name.Span);
}
