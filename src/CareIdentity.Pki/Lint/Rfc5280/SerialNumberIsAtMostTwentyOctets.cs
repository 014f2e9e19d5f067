namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class SerialNumberIsAtMostTwentyOctets : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.2";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Tbs.SerialNumberContent.Length <= 20 ? null : "The serial number is longer than 20 octets.";
}
