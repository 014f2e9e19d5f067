namespace CareIdentity.Pki.Lint.Responses;

/// <summary>The time at which the status is known to be right is over.</summary>
internal sealed class ThisUpdateIsNotInTheFuture : IOcspRule
{
    public string Citation => "RFC 6960 §4.2.2.1, §2.4";

    public string? Check(OcspResponseUnderLint response) =>
        response.First(static (single, all) => single.ThisUpdate > all.Data.ProducedAt, "The status is of a time that is still to come.");
}
