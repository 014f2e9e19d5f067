namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>The token's members as they stand in JSON: all five, and no other.</summary>
internal sealed record WebEidTokenMembers(string UnverifiedCertificate, string Algorithm, string Signature, string Format, string AppVersion);
