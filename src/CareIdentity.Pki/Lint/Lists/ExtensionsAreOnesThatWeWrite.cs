namespace CareIdentity.Pki.Lint.Lists;

/// <summary>No delta, no indirect list, no list of some reasons; nothing critical that is unknown.</summary>
internal sealed class ExtensionsAreOnesThatWeWrite : ICrlRule
{
    public string Citation => "RFC 5280 §5.2";

    public string? Check(CrlUnderLint list) =>
        list.List.Extensions.IsForeign ? "The list is of a kind, or has a critical extension, that is none of ours." : null;
}
