namespace CareIdentity.Pki.Lint.Lists;

/// <summary>What stands inside is what the key signs with, and what will stand outside.</summary>
internal sealed class AlgorithmIsTheIssuersKeys : ICrlRule
{
    public string Citation => "RFC 5280 §5.1.2.2, §5.1.1.2";

    public string? Check(CrlUnderLint list) =>
        list.List.InnerSignatureAlgorithm.Span.SequenceEqual(list.Algorithm.Encoded.Span) ? null : "The algorithm is not that of the issuer's key.";
}
