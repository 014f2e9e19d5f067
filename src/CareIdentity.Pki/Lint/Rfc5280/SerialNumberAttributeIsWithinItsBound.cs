using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>X520SerialNumber ::= PrintableString (SIZE (1..ub-serial-number)): the attribute of a name, not the number of the certificate.</summary>
internal sealed class SerialNumberAttributeIsWithinItsBound : ICertificateRule
{
    private const int Most = 64;

    public string Citation => "RFC 5280 appendix A.1 (ub-serial-number)";

    public string? Check(CertificateUnderLint certificate) =>
        UpperBound.IsKept(certificate.Subject, Oids.SerialNumber, Most) ? null : $"The subject's serial number attribute is empty or longer than {Most} characters.";
}
