namespace CareIdentity.Pki.Lint.Responses;

/// <summary>The nonce and the extended definition of revoked, not critical, each once.</summary>
internal sealed class ExtensionsAreOnesThatWeWrite : IOcspRule
{
    public string Citation => "RFC 6960 §4.4";

    public string? Check(OcspResponseUnderLint response) =>
        response.Data.HasForeignExtension ? "An extension is repeated, critical, or none of ours." : null;
}
