namespace CareIdentity.Cards.Piv;

/// <summary>What a card tells of its management key.</summary>
/// <param name="IsFactory">It is the one that every such card leaves the factory with.</param>
public sealed record PivManagementMetadata(PivAlgorithm Algorithm, bool IsFactory);
