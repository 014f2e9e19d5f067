using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>X520OrganizationalUnitName: SIZE (1..ub-organizational-unit-name).</summary>
internal sealed class OrganisationalUnitIsWithinItsBound : ICertificateRule
{
    private const int Most = 64;

    public string Citation => "RFC 5280 appendix A.1 (ub-organizational-unit-name)";

    public string? Check(CertificateUnderLint certificate) =>
        UpperBound.IsKept(certificate.Subject, Oids.OrganisationalUnit, Most) ? null : $"The subject's organisational unit is empty or longer than {Most} characters.";
}
