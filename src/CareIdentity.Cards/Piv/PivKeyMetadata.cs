namespace CareIdentity.Cards.Piv;

/// <summary>What a card tells of a key that it holds.</summary>
/// <param name="IsMadeOnCard">False for one that was brought in from outside, which no key of ours may be.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER.</param>
public sealed record PivKeyMetadata(PivAlgorithm Algorithm, PivPinPolicy PinPolicy, bool IsMadeOnCard, byte[] PublicKey);
