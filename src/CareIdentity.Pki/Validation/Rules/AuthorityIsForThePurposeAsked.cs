using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>
/// An authority that lists purposes is held to them, as every verifier in use does; §4.2.1.12 expects the extension in end entities.
/// An anchor with one would be a restriction that its configuration does not show.
/// </summary>
internal sealed class AuthorityIsForThePurposeAsked : IPathRule
{
    public string Citation => "RFC 5280 §4.2.1.12; certificate policy §7.1.2";

    public string? Check(PathStep step)
    {
        if (step.Tbs.ExtendedKeyUsage is not { } purposes)
        {
            return null;
        }

        var asked = step.Inputs.Requirements.ExtendedKeyUsage;
        var allowed = asked is null || purposes.Contains(asked) || purposes.Contains(Oids.AnyExtendedKeyUsage);
        return allowed && !step.IsAnchor ? null : "An authority in the path is limited to other purposes.";
    }
}
