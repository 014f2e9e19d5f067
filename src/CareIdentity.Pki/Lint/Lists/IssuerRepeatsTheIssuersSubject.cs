namespace CareIdentity.Pki.Lint.Lists;

/// <summary>Octet for octet, and not empty: a list is found by the name in the certificates.</summary>
internal sealed class IssuerRepeatsTheIssuersSubject : ICrlRule
{
    public string Citation => "RFC 5280 §5.1.2.3";

    public string? Check(CrlUnderLint list) =>
        list.List.Issuer.Length > 2 && list.List.Issuer.Span.SequenceEqual(list.Issuer.Subject.Span) ? null : "The issuer is not the subject of the issuer's certificate.";
}
