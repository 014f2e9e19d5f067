using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Lint.Rfc6960;

/// <summary>id-pkix-ocsp-nocheck, NULL and not critical, in OCSP signers and nowhere else.</summary>
internal sealed class OcspSignerIsNotChecked : ICertificateRule
{
    public string Citation => "RFC 6960 §4.2.2.2.1";

    public string? Check(CertificateUnderLint certificate)
    {
        var isSigner = certificate.Profile.Purpose == CertificatePurpose.OcspSigning;
        var found = certificate.Tbs.TryFind(Oids.OcspNoCheck, out var value, out var critical);
        return found == isSigner && !critical && (!found || value.Span is [DerTag.Null, 0x00]) ? null : "id-pkix-ocsp-nocheck is missing, misplaced or malformed.";
    }
}
