using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>One certificate on its way through the rules: the anchor is number 0, the target number <see cref="Length"/>.</summary>
internal sealed class PathStep
{
    public required ParsedCertificate Certificate { get; init; }

    /// <summary>The authority above; null for the anchor.</summary>
    public required Authority? Issuer { get; init; }

    public required int Number { get; init; }

    public required int Length { get; init; }

    public required PathState State { get; init; }

    public required PathInputs Inputs { get; init; }

    public ParsedTbs Tbs => Certificate.Tbs;

    public bool IsAnchor => Number == 0;

    public bool IsTarget => Number == Length;
}
