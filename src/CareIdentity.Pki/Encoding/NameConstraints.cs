namespace CareIdentity.Pki.Encoding;

/// <summary>RFC 5280 §4.2.1.10: the subtrees below which an authority may, and may not, name subjects.</summary>
public sealed record NameConstraints(IReadOnlyList<GeneralName> Permitted, IReadOnlyList<GeneralName> Excluded)
{
    /// <summary>Only names under this one: what every issuing authority of ours is held to.</summary>
    public static NameConstraints Under(DistinguishedName name) =>
        new([new GeneralName(GeneralNameKind.DirectoryName, name.Encoded.ToArray())], []);
}
