namespace CareIdentity.Pki.Lint.Responses;

/// <summary>Always there, so that caches know, and later than the answer is made: no answer is stale when it is born (security.md I6).</summary>
internal sealed class NextUpdateIsAhead : IOcspRule
{
    public string Citation => "RFC 6960 §2.4, §4.2.2.1; RFC 5019 §2.2.4";

    public string? Check(OcspResponseUnderLint response) =>
        response.First(static (single, all) => !(single.NextUpdate > all.Data.ProducedAt), "The answer is stale when it is made, or does not say until when it holds.");
}
