namespace CareIdentity.Pki.Lint.Responses;

/// <summary>At least one certificate.</summary>
internal sealed class SomethingIsAnswered : IOcspRule
{
    public string Citation => "RFC 6960 §4.2.1";

    public string? Check(OcspResponseUnderLint response) =>
        response.Data.Responses.Count > 0 ? null : "There is nothing to answer.";
}
