using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.CertificatePolicy;

internal sealed class IssuingAuthorityIsHeldToItsSubtree : ICertificateRule
{
    public string Citation => "certificate policy §7.1.5; RFC 5280 §4.2.1.10";

    public string? Check(CertificateUnderLint certificate)
    {
        if (certificate.Profile.PermittedSubtree is not { } subtree)
        {
            return certificate.NameConstraints is null ? null : "There are name constraints that the profile does not ask for.";
        }

        var held = certificate.NameConstraints is { Permitted: [{ Kind: GeneralNameKind.DirectoryName } only], Excluded: [] } && only.Content.Span.SequenceEqual(subtree.Encoded);
        return held ? null : "The name constraints are not the one subtree of the profile.";
    }
}
