using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Validation;

namespace CareIdentity.Pki.Revocation;

/// <summary>
/// Answers from revocation lists (RFC 5280 §6.3) what the register cannot: whether an authority below an offline root is revoked. The
/// lists are given, never fetched. Fits <see cref="RevocationCheck"/>.
/// </summary>
public sealed class RevocationLists(IEnumerable<ParsedCrl> lists)
{
    private readonly List<ParsedCrl> _lists = [.. lists];

    /// <summary>Unknown unless a list that may be relied on speaks for this certificate.</summary>
    public RevocationState StateOf(ParsedCertificate certificate, ParsedCertificate issuer, DateTimeOffset at)
    {
        foreach (var list in _lists)
        {
            if (!SpeaksFor(list, certificate, issuer) || WhyNotUsable(list, issuer, at) is not null)
            {
                continue;
            }

            return list.Find(certificate.Tbs.SerialNumberContent.Span) switch
            {
                null => RevocationState.Good,
                RevocationReason.CertificateHold => RevocationState.OnHold,
                _ => RevocationState.Revoked,
            };
        }

        return RevocationState.Unknown;
    }

    /// <summary>Why a list of this issuer may not be relied on at this time; null when it may.</summary>
    public static Finding? WhyNotUsable(ParsedCrl list, ParsedCertificate issuer, DateTimeOffset at)
    {
        if (!list.Issuer.Span.SequenceEqual(issuer.Tbs.Subject.Span))
        {
            return new("ListIsOfTheIssuer", "RFC 5280 §6.3.3 (b)(1)", "The revocation list is another issuer's.");
        }

        if (issuer.Tbs.KeyUsage is { } usage && !usage.HasFlag(KeyUsages.CrlSign))
        {
            return new("IssuerMaySignLists", "RFC 5280 §6.3.3 (f)", "The issuer's key is not for signing revocation lists.");
        }

        if (list.Extensions.IsForeign)
        {
            return new("ListIsUnderstood", "RFC 5280 §5.2", "The revocation list has a critical extension that is not known, or is of a kind that is not used.");
        }

        if (list.Extensions.Number is null || list.Extensions.Authority?.KeyIdentifier is null)
        {
            return new("ListHasItsNumberAndKey", "RFC 5280 §5.2.1, §5.2.3", "The revocation list has no number or does not name its key.");
        }

        if (at < list.ThisUpdate || at > list.NextUpdate)
        {
            return new("ListIsFresh", "RFC 5280 §6.3.3 (a)", "The revocation list is not of this time.");
        }

        return IsSigned(list, issuer) ? null : new("ListIsSigned", "RFC 5280 §6.3.3 (g)", "The signature of the revocation list is not the issuer's.");
    }

    // §6.3.3 (b)(2): a shard speaks for the certificates that point to it, and for end entities or authorities as it says.
    private static bool SpeaksFor(ParsedCrl list, ParsedCertificate certificate, ParsedCertificate issuer) =>
        list.Issuer.Span.SequenceEqual(issuer.Tbs.Subject.Span)
        && !(list.Extensions.OnlyEndEntities && certificate.Tbs.IsAuthority)
        && !(list.Extensions.OnlyAuthorities && !certificate.Tbs.IsAuthority)
        && (list.Extensions.Shard is not { } shard || certificate.Tbs.CrlDistributionPoints.Contains(shard));

    private static bool IsSigned(ParsedCrl list, ParsedCertificate issuer)
    {
        // §5.1.1.2: both identifiers say the same.
        if (!list.SignatureAlgorithm.Span.SequenceEqual(list.InnerSignatureAlgorithm.Span) || SignatureAlgorithm.Find(list.SignatureAlgorithm.Span) is not { } algorithm)
        {
            return false;
        }

        using var verifier = SignatureVerifier.For(issuer.PublicKey);
        return verifier.Verify(algorithm, list.Tbs.Span, list.Signature.Span);
    }
}
