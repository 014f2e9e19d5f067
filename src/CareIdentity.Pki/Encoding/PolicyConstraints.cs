namespace CareIdentity.Pki.Encoding;

/// <summary>RFC 5280 §4.2.1.11: after how many more certificates a policy is required, or mapping forbidden.</summary>
public readonly record struct PolicyConstraints(int? RequireExplicitPolicy, int? InhibitPolicyMapping);
