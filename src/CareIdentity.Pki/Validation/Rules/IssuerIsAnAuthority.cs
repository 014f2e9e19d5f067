using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>basicConstraints is there, critical (§4.2.1.9), and says that the subject is an authority.</summary>
internal sealed class IssuerIsAnAuthority : IPathRule
{
    public string Citation => "RFC 5280 §6.1.4 (k)";

    public string? Check(PathStep step) =>
        step.Tbs.IsAuthority && step.Tbs.TryFind(Oids.BasicConstraints, out _, out var critical) && critical
            ? null
            : "A certificate in the path is not an authority's.";
}
