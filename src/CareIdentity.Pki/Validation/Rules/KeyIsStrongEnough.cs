using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>The key policy in full for the target (security.md I1: at sign-in too); a floor for authorities, whose keys were chosen by configuration.</summary>
internal sealed class KeyIsStrongEnough : IPathRule
{
    public string Citation => "certificate policy §6.1.5; NIST SP 800-131A Rev. 2 §3";

    public string? Check(PathStep step)
    {
        var key = SubjectPublicKey.Parse(step.Certificate.PublicKey);
        if (step.IsTarget)
        {
            return KeyPolicy.Check(key) is [var finding, ..] ? finding.ToString() : null;
        }

        return key.IsRsa && (key.Bits < 2048 || key.Bits % 8 != 0 || key.Exponent < 65537) ? "The RSA key of an authority is too weak." : null;
    }
}
