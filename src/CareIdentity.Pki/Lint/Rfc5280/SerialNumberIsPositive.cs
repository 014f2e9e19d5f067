namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class SerialNumberIsPositive : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.2";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Tbs.SerialNumberContent.Span is [< 0x80, ..] serial && serial.ContainsAnyExcept((byte)0)
            ? null
            : "The serial number is zero or negative.";
}
