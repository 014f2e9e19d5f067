using CareIdentity.Pki.Ocsp;

namespace CareIdentity.Pki.Lint.Responses;

/// <summary>A delegated signer speaks for the issuer that made it; of others it knows nothing.</summary>
internal sealed class AnswersForItsIssuerOnly : IOcspRule
{
    public string Citation => "RFC 6960 §4.2.2.2";

    public string? Check(OcspResponseUnderLint response) =>
        response.First(
            static (single, all) => single.Status is not OcspStatusKind.Unknown && !all.Issuer.Issued(single.CertId),
            "The answer is about a certificate of another issuer.");
}
