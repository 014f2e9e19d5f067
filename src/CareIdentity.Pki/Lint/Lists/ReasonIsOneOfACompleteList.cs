using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Lint.Lists;

/// <summary>removeFromCRL stands in delta lists only; 7 is not used.</summary>
internal sealed class ReasonIsOneOfACompleteList : ICrlEntryRule
{
    public string Citation => "RFC 5280 §5.3.1";

    public string? Check(in RevokedCertificate entry, CrlDetails list) =>
        Enum.IsDefined(entry.Reason) && entry.Reason is not RevocationReason.RemoveFromCrl ? null : $"The reason of {entry.SerialNumber} is none that a complete list gives.";
}
