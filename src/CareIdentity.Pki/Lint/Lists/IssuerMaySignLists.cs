using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Lists;

/// <summary>The issuer's certificate says that its key is for this.</summary>
internal sealed class IssuerMaySignLists : ICrlRule
{
    public string Citation => "RFC 5280 §4.2.1.3, §6.3.3 (f)";

    public string? Check(CrlUnderLint list) =>
        list.Issuer.KeyUsage is { } usage && usage.HasFlag(KeyUsages.CrlSign) ? null : "The issuer's key is not for signing revocation lists.";
}
