namespace CareIdentity.Pki.Revocation;

/// <summary>What was written: the list's number, how many certificates it revokes, how long it is.</summary>
public sealed record SignedCrl(long Number, long Entries, long Octets);
