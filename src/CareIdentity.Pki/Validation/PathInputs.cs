namespace CareIdentity.Pki.Validation;

/// <summary>What one validation is asked: by which requirements, at what time, and who knows about revocation.</summary>
internal sealed record PathInputs(PathRequirements Requirements, DateTimeOffset At, RevocationCheck Revocation, SignatureMemory Signatures);
