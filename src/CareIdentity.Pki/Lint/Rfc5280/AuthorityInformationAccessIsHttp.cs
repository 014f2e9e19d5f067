using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>Not critical; only ocsp and caIssuers, at http addresses.</summary>
internal sealed class AuthorityInformationAccessIsHttp : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.2.1";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Criticality(Oids.AuthorityInformationAccess) is not true && certificate.AuthorityInformationAccess.All(IsGood)
            ? null
            : "The authority information access is critical, of an unknown method or not at a plain http address.";

    private static bool IsGood((ObjectIdentifier Method, GeneralName Location) access) =>
        (access.Method.Equals(Oids.Ocsp) || access.Method.Equals(Oids.CaIssuers))
        && access.Location.Kind == GeneralNameKind.Uri && HttpAddress.IsPlain(access.Location.Text);
}
