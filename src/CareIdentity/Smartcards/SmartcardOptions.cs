using CareIdentity.Cards.Piv;

namespace CareIdentity.Smartcards;

/// <summary>How blank cards come from the maker. Known to everybody, which is why a card gets its own keys before anything else.</summary>
public sealed record SmartcardOptions
{
    /// <summary>9B as cards leave the factory: 01 02 … 08 three times.</summary>
    public ReadOnlyMemory<byte> FactoryManagementKey { get; init; } = Convert.FromHexString("010203040506070801020304050607080102030405060708");

    public PivAlgorithm FactoryManagementAlgorithm { get; init; } = PivAlgorithm.TripleDes;

    public string FactoryUnblockingKey { get; init; } = "12345678";
}
