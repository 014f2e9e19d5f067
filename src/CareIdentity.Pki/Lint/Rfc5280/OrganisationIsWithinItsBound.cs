using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>X520OrganizationName: SIZE (1..ub-organization-name).</summary>
internal sealed class OrganisationIsWithinItsBound : ICertificateRule
{
    private const int Most = 64;

    public string Citation => "RFC 5280 appendix A.1 (ub-organization-name)";

    public string? Check(CertificateUnderLint certificate) =>
        UpperBound.IsKept(certificate.Subject, Oids.Organisation, Most) ? null : $"The subject's organisation is empty or longer than {Most} characters.";
}
