namespace CareIdentity.Pki.Lint.Responses;

/// <summary>Octet for octet where the request has one, and none otherwise.</summary>
internal sealed class NonceIsTheRequests : IOcspRule
{
    public string Citation => "RFC 9654 §2.1";

    public string? Check(OcspResponseUnderLint response) => (response.Request?.NonceExtensionValue, response.Data.Nonce) switch
    {
        (null, null) => null,
        ({ } asked, { } given) when asked.Span.SequenceEqual(given.Span) => null,
        _ => "The nonce is not that of the request.",
    };
}
