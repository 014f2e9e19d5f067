namespace CareIdentity.Pki.Validation.Rules;

/// <summary>Octet for octet: §4.1.2.6 has authorities encode their name the same way everywhere.</summary>
internal sealed class IssuerIsTheAuthorityAbove : IPathRule
{
    public string Citation => "RFC 5280 §6.1.3 (a)(4)";

    public string? Check(PathStep step) =>
        step.Tbs.Issuer.Span.SequenceEqual(step.Issuer!.Certificate.Tbs.Subject.Span) ? null : "The issuer is not the subject of the certificate above.";
}
