namespace CareIdentity.Pki.Lint.Responses;

/// <summary>By SHA-1 of the key that signs: whoever checks looks for the signer among the certificates by it.</summary>
internal sealed class ResponderIsNamedByItsKey : IOcspRule
{
    public string Citation => "RFC 6960 §4.2.1, §4.2.2.3";

    public string? Check(OcspResponseUnderLint response) =>
        response.Data.ResponderKeyHash is { } hash && hash.Span.SequenceEqual(response.SignerKeyHash.Span) ? null : "The responder is not named by the key of the signer.";
}
