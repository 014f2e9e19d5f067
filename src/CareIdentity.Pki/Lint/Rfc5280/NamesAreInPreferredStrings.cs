using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>PrintableString or UTF8String; serialNumber and country only PrintableString (appendix A.1).</summary>
internal sealed class NamesAreInPreferredStrings : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.4";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Subject.Attributes.All(IsPreferred) ? null : "An attribute of the subject is neither PrintableString nor UTF8String.";

    private static bool IsPreferred(NamePart part) => part.StringTag == DerTag.PrintableString
        || (part.StringTag == DerTag.Utf8String && !part.Type.Equals(Oids.SerialNumber) && !part.Type.Equals(Oids.Country));
}
