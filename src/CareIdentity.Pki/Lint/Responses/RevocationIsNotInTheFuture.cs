using CareIdentity.Pki.Ocsp;

namespace CareIdentity.Pki.Lint.Responses;

/// <summary>What is said to be revoked is so already.</summary>
internal sealed class RevocationIsNotInTheFuture : IOcspRule
{
    public string Citation => "RFC 6960 §4.2.1; RFC 5280 §5.3.2";

    public string? Check(OcspResponseUnderLint response) =>
        response.First(
            static (single, all) => single.Status is OcspStatusKind.Revoked && single.RevokedAt > all.Data.ProducedAt,
            "A certificate is said to be revoked at a time that is still to come.");
}
