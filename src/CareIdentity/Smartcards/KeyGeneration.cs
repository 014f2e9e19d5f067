namespace CareIdentity.Smartcards;

/// <summary>Which derivation gave a key: the master key and the count of the card's own. Never a key.</summary>
/// <param name="Number">0 is the key that the card came with: the maker's, or that of the estate it was adopted from.</param>
internal readonly record struct KeyGeneration(int Master, int Number)
{
    public bool IsForeign => Number == 0;
}
