using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Lint.Responses;

/// <summary>"revoked" for what was never issued: since 1970, on hold, and the response says that it is of that kind.</summary>
internal sealed class ExtendedRevokeIsSaidWhereItHolds : IOcspRule
{
    public string Citation => "RFC 6960 §2.2, §4.4.8";

    public string? Check(OcspResponseUnderLint response)
    {
        var neverIssued = response.First(
            static (single, all) => single is { Status: OcspStatusKind.Revoked, Reason: RevocationReason.CertificateHold } && single.RevokedAt == DateTimeOffset.UnixEpoch, "") is not null;
        return neverIssued == response.Data.IsExtendedRevoke ? null : "The extended definition of revoked is said without a reason, or is not said.";
    }
}
