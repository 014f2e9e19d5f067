using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>Whether a certificate may be trusted, and if not, which rule says so and about which certificate.</summary>
public sealed record PathVerdict
{
    private PathVerdict()
    {
    }

    public bool IsTrusted => Finding is null;

    /// <summary>Null exactly when the certificate is trusted.</summary>
    public Finding? Finding { get; private init; }

    /// <summary>The certificate that the finding is about; the target when there was no path at all.</summary>
    public ParsedCertificate? Refused { get; private init; }

    /// <summary>The path from the target up to the anchor; empty when it is not trusted.</summary>
    public IReadOnlyList<ParsedCertificate> Path { get; private init; } = [];

    /// <summary>The last second for which the path holds if nothing is revoked: how long a verdict may be kept beside a revocation check.</summary>
    public DateTimeOffset HoldsUntil => IsTrusted ? Path.Min(certificate => certificate.NotAfter) : DateTimeOffset.MinValue;

    internal static PathVerdict Trusted(IReadOnlyList<ParsedCertificate> path) => new() { Path = path };

    internal static PathVerdict Refuse(ParsedCertificate certificate, Finding finding) => new() { Refused = certificate, Finding = finding };
}
