namespace CareIdentity.Pki.Lint.Responses;

/// <summary>Nobody relies on an answer whose signer is over (security.md I6).</summary>
internal sealed class SignerOutlivesItsAnswers : IOcspRule
{
    public string Citation => "RFC 6960 §3.2, §4.2.2.2";

    public string? Check(OcspResponseUnderLint response) =>
        response.First(static (single, all) => single.NextUpdate > all.Signer.NotAfter, "The answer would be relied on when its signer is not valid.");
}
