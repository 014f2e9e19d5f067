using System.Collections.Concurrent;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>
/// Checks signatures and remembers those of authorities for good: whether octets were signed by a key does not change with time. The
/// number checked afresh in one validation is bounded, so that a hostile set of certificates costs little.
/// </summary>
internal sealed class SignatureMemory(ConcurrentDictionary<(ParsedCertificate, AuthorityKey), bool> known, ParsedCertificate target)
{
    /// <summary>
    /// A path here has two signatures, and an authority as many namesakes as it has predecessors with a key of their own. Go's crypto/x509 stops at
    /// a hundred, for the whole web; whoever sends more namesakes than this wants to keep us busy.
    /// </summary>
    private const int MostChecks = 32;

    private readonly Dictionary<AuthorityKey, bool> _ofTarget = [];
    private int _checks;

    /// <summary>False once the bound is reached; the search then ends.</summary>
    public bool HasBudget => _checks < MostChecks;

    public bool IsSignedBy(ParsedCertificate certificate, Authority issuer)
    {
        if (ReferenceEquals(certificate, target))
        {
            if (!_ofTarget.TryGetValue(issuer.Key, out var right))
            {
                _ofTarget[issuer.Key] = right = Check(certificate, issuer.Key);
            }

            return right;
        }

        return known.TryGetValue((certificate, issuer.Key), out var remembered) ? remembered : known[(certificate, issuer.Key)] = Check(certificate, issuer.Key);
    }

    private bool Check(ParsedCertificate certificate, AuthorityKey key)
    {
        _checks++;
        return key.Signed(certificate);
    }
}
