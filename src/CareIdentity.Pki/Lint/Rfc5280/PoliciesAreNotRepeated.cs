namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class PoliciesAreNotRepeated : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.4";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Policies.Count < 2 || certificate.Policies.Distinct().Count() == certificate.Policies.Count ? null : "A policy stands twice.";
}
