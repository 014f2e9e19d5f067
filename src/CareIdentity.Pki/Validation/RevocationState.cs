namespace CareIdentity.Pki.Validation;

/// <summary>What the register knows about a certificate. Only <see cref="Good"/> lets a path through: unknown is never good (security.md I4).</summary>
public enum RevocationState
{
    Unknown,
    Good,
    OnHold,
    Revoked,
}
