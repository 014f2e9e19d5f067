using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>The MUSTs of §4 that a verifier can see and that no certificate of ours breaks; whoever breaks one is not ours.</summary>
internal sealed class CertificateIsOfThisForm : IPathRule
{
    public string Citation => "RFC 5280 §4.1, §4.2";

    public string? Check(PathStep step)
    {
        var tbs = step.Tbs;
        return Fields(step) ?? Identifiers(step) ?? Extensions(tbs);
    }

    private static string? Fields(PathStep step)
    {
        var tbs = step.Tbs;
        return tbs switch
        {
            { Version: not 3 } => "The version is not 3 (§4.1.2.1).",
            { Issuer.Length: <= 2 } => "The issuer is empty (§4.1.2.4).",
            { HasUniqueIdentifiers: true } => "There is a unique identifier (§4.1.2.8).",
            _ when tbs.SerialNumberContent.Length > 20 || tbs.SerialNumberContent.Span[0] >= 0x80 || !tbs.SerialNumberContent.Span.ContainsAnyExcept((byte)0) =>
                "The serial number is not positive or is longer than twenty octets (§4.1.2.2).",
            _ when !tbs.SignatureAlgorithm.Span.SequenceEqual(step.Certificate.SignatureAlgorithm.Span) => "The two signature algorithms differ (§4.1.1.2).",
            _ when tbs.Subject.Length <= 2 && (tbs.IsAuthority || !IsCritical(tbs, Oids.SubjectAlternativeName)) =>
                "The subject is empty without a critical alternative name (§4.1.2.6).",
            _ => null,
        };
    }

    private static string? Identifiers(PathStep step)
    {
        var tbs = step.Tbs;
        if (IsCritical(tbs, Oids.AuthorityKeyIdentifier) || IsCritical(tbs, Oids.SubjectKeyIdentifier) || IsCritical(tbs, Oids.AuthorityInformationAccess))
        {
            return "A key identifier or the authority information access is critical (§4.2.1.1, §4.2.1.2, §4.2.2.1).";
        }

        // Only a self-signed certificate may leave the authority's out; where it is there, it names the key, and its own key in a root.
        if (tbs.AuthorityKeyIdentifier is { } identifier)
        {
            var own = !tbs.IsSelfIssued || !step.IsAnchor || (identifier.KeyIdentifier is { } key && tbs.SubjectKeyIdentifier is { } subject && key.Span.SequenceEqual(subject.Span));
            if (identifier.KeyIdentifier is null || identifier.NamesIssuer || identifier.NamesSerialNumber || !own)
            {
                return "The authority key identifier does not name a key, and only a key (§4.2.1.1).";
            }
        }
        else if (!tbs.IsSelfIssued || !step.IsAnchor)
        {
            return "There is no authority key identifier (§4.2.1.1).";
        }

        return tbs.IsAuthority && tbs.SubjectKeyIdentifier is null ? "An authority has no subject key identifier (§4.2.1.2)." : null;
    }

    private static string? Extensions(ParsedTbs tbs)
    {
        for (var i = 1; i < tbs.Extensions.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (tbs.Extensions[i].TypeContent.Span.SequenceEqual(tbs.Extensions[j].TypeContent.Span))
                {
                    return "An extension stands twice (§4.2).";
                }
            }
        }

        // Reading is checking: each throws when it is malformed, whether or not a later rule asks for it.
        _ = (tbs.KeyUsage, tbs.ExtendedKeyUsage, tbs.CrlDistributionPoints, tbs.AuthorityInformationAccess, tbs.SubjectName, tbs.IssuerName);
        if (!tbs.SubjectAlternativeNames.All(NameMatching.IsWellFormedName) || (IsCritical(tbs, Oids.SubjectAlternativeName) && tbs.Subject.Length > 2))
        {
            return "An alternative name is malformed, or critical beside a subject (§4.2.1.6).";
        }

        return tbs.NameConstraints is not null && !tbs.IsAuthority ? "Name constraints stand in a certificate that is not an authority's (§4.2.1.10)." : null;
    }

    private static bool IsCritical(ParsedTbs tbs, ObjectIdentifier type) => tbs.TryFind(type, out _, out var critical) && critical;
}
