using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>Finds a path from a certificate up to an anchor (RFC 4158) and puts each complete one through the rules; the first trusted one counts.</summary>
internal sealed class PathSearch(ParsedCertificate target, PathInputs inputs, Func<ReadOnlyMemory<byte>, IEnumerable<Authority>> bySubject)
{
    /// <summary>Self-issued authorities do not count towards the requirement, so the number of certificates has a bound of its own.</summary>
    private const int MostAuthorities = 16;

    private readonly List<Authority> _above = [];
    private PathVerdict? _refusal;

    public PathVerdict Run() => Extend(target) ?? _refusal
        ?? PathVerdict.Refuse(target, new("PathLeadsToAnAnchor", "RFC 5280 §6.1", "No known authority signed this certificate, or none above it is trusted."));

    private PathVerdict? Extend(ParsedCertificate certificate)
    {
        foreach (var issuer in Candidates(certificate))
        {
            if (_above.Count >= MostAuthorities || !inputs.Signatures.HasBudget || _above.Any(issuer.IsTheSameAs))
            {
                continue;
            }

            if (!IsSigned(certificate, issuer))
            {
                // Kept only while nothing better is known: the caller wants to hear about the certificate, not about a namesake of its issuer.
                _refusal ??= PathVerdict.Refuse(certificate, new("SignatureIsRight", "RFC 5280 §6.1.3 (a)(1)", "The signature is not the issuer's."));
                continue;
            }

            _above.Add(issuer);
            var verdict = issuer.IsAnchor ? Judge() : Extend(issuer.Certificate);
            if (verdict is not null)
            {
                return verdict;
            }

            _above.RemoveAt(_above.Count - 1);
        }

        return null;
    }

    // Anchors first: the shortest path is the usual one. A key identifier that names another key rules a namesake out (RFC 4158 §3.5.12).
    private IEnumerable<Authority> Candidates(ParsedCertificate certificate)
    {
        var wanted = TryGetIssuerKey(certificate);
        return bySubject(certificate.Tbs.Issuer)
            .Where(authority => wanted is not { } key || authority.KeyIdentifier is not { } own || own.Span.SequenceEqual(key.Span))
            .OrderByDescending(authority => authority.IsAnchor);
    }

    private static ReadOnlyMemory<byte>? TryGetIssuerKey(ParsedCertificate certificate)
    {
        try
        {
            return certificate.Tbs.AuthorityKeyIdentifier?.KeyIdentifier;
        }
        catch (PkiFormatException)
        {
            // The rules will say what is wrong with it.
            return null;
        }
    }

    private bool IsSigned(ParsedCertificate certificate, Authority issuer)
    {
        try
        {
            return inputs.Signatures.IsSignedBy(certificate, issuer);
        }
        catch (PkiFormatException)
        {
            return false;
        }
    }

    private PathVerdict? Judge()
    {
        var verdict = PathRules.Run(target, _above, inputs);
        if (verdict.IsTrusted)
        {
            return verdict;
        }

        // A complete path says more than a signature that was not right.
        _refusal = _refusal is { Finding.Rule: not "SignatureIsRight" } ? _refusal : verdict;
        return null;
    }
}
