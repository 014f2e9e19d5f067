using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Lint;

/// <summary>A revocation list about to be signed, without its entries, beside the issuer's certificate and what signs it.</summary>
public sealed class CrlUnderLint(ParsedCrl list, ParsedTbs issuer, SignatureAlgorithm algorithm)
{
    public ParsedCrl List => list;

    public ParsedTbs Issuer => issuer;

    /// <summary>Of the issuer's key.</summary>
    public SignatureAlgorithm Algorithm => algorithm;

    /// <summary>Whether no authority stands below the issuer (RFC 5280 §4.2.1.9).</summary>
    public bool IsOfEndEntities => issuer.BasicConstraints is { PathLength: 0 };
}
