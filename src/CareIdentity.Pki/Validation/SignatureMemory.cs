using System.Collections.Concurrent;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Validation;

/// <summary>
/// Checks signatures and remembers those of authorities for good: whether octets were signed by a key does not change with time. The
/// number checked afresh in one validation is bounded, so that a hostile set of certificates costs little.
/// </summary>
internal sealed class SignatureMemory(ConcurrentDictionary<(ParsedCertificate, Authority), bool> known, ParsedCertificate target)
{
    /// <summary>A path here has two signatures; Go's crypto/x509 stops at a hundred for the whole web.</summary>
    private const int MostChecks = 100;

    private readonly Dictionary<Authority, bool> _ofTarget = [];
    private int _checks;

    /// <summary>False once the bound is reached; the search then ends.</summary>
    public bool HasBudget => _checks < MostChecks;

    public bool IsSignedBy(ParsedCertificate certificate, Authority issuer)
    {
        if (ReferenceEquals(certificate, target))
        {
            if (!_ofTarget.TryGetValue(issuer, out var right))
            {
                _ofTarget[issuer] = right = Verify(certificate, issuer);
            }

            return right;
        }

        return known.TryGetValue((certificate, issuer), out var remembered) ? remembered : known[(certificate, issuer)] = Verify(certificate, issuer);
    }

    private bool Verify(ParsedCertificate certificate, Authority issuer)
    {
        _checks++;
        return SignatureAlgorithm.Find(certificate.SignatureAlgorithm.Span) is { } algorithm
            && issuer.Verifier.Verify(algorithm, certificate.Tbs.Der.Span, certificate.Signature.Span);
    }
}
