namespace CareIdentity.Pki.Lint.Lists;

/// <summary>By the same identifier as in the certificates.</summary>
internal sealed class AuthorityKeyIdentifierNamesTheIssuersKey : ICrlRule
{
    public string Citation => "RFC 5280 §5.2.1";

    public string? Check(CrlUnderLint list) =>
        list.List.Extensions.Authority?.KeyIdentifier is { } key && list.Issuer.SubjectKeyIdentifier is { } own && key.Span.SequenceEqual(own.Span)
            ? null
            : "The list does not name the key that signs it.";
}
