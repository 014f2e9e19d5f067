namespace CareIdentity.Pki.Lint.Responses;

/// <summary>The signer is valid when it signs.</summary>
internal sealed class ProductionIsWithinTheSignersValidity : IOcspRule
{
    public string Citation => "RFC 6960 §3.2, §4.2.2.2";

    public string? Check(OcspResponseUnderLint response) =>
        response.Data.ProducedAt >= response.Signer.NotBefore && response.Data.ProducedAt <= response.Signer.NotAfter ? null : "The answer is made when its signer is not valid.";
}
