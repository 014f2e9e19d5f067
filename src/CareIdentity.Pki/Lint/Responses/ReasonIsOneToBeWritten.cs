using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Lint.Responses;

/// <summary>Unspecified is said by silence, and removeFromCRL stands in delta lists only.</summary>
internal sealed class ReasonIsOneToBeWritten : IOcspRule
{
    public string Citation => "RFC 5280 §5.3.1";

    public string? Check(OcspResponseUnderLint response) =>
        response.First(
            static (single, all) => single.Reason is { } reason && (!Enum.IsDefined(reason) || reason is RevocationReason.Unspecified or RevocationReason.RemoveFromCrl),
            "The reason of a revocation is none that an answer gives.");
}
