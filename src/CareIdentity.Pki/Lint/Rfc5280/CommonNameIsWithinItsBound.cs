using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>X520CommonName: SIZE (1..ub-common-name).</summary>
internal sealed class CommonNameIsWithinItsBound : ICertificateRule
{
    private const int Most = 64;

    public string Citation => "RFC 5280 appendix A.1 (ub-common-name)";

    public string? Check(CertificateUnderLint certificate) =>
        UpperBound.IsKept(certificate.Subject, Oids.CommonName, Most) ? null : $"The subject's common name is empty or longer than {Most} characters.";
}
