using CareIdentity.Pki.Issuing;

namespace CareIdentity.Pki.Lint.CertificatePolicy;

/// <summary>Of the form that Issuing/SerialNumber makes: twenty octets, 158 random bits.</summary>
internal sealed class SerialNumberIsRandomEnough : ICertificateRule
{
    public string Citation => "certificate policy §7.1; CA/Browser Forum Baseline Requirements §7.1";

    public string? Check(CertificateUnderLint certificate) =>
        SerialNumber.TryRead(certificate.Tbs.SerialNumberContent.Span, out _) ? null : "The serial number is not of the form that this service makes.";
}
