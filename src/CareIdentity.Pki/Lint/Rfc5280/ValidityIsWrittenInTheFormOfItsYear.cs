using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>UTCTime through 2049, GeneralizedTime from 2050.</summary>
internal sealed class ValidityIsWrittenInTheFormOfItsYear : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.5";

    public string? Check(CertificateUnderLint certificate) =>
        Suits(certificate.Tbs.NotBefore, certificate.Tbs.NotBeforeForm) && Suits(certificate.Tbs.NotAfter, certificate.Tbs.NotAfterForm)
            ? null
            : "A time is not UTCTime through 2049 or GeneralizedTime from 2050.";

    private static bool Suits(DateTimeOffset time, byte form) => form == (time.Year < 2050 ? DerTag.UtcTime : DerTag.GeneralizedTime);
}
