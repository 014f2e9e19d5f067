using CareIdentity.Cards.Piv;

namespace CareIdentity.Smartcards;

/// <summary>Which derivation gave a key: the master key and the count of the card's own. Never a key.</summary>
/// <param name="Algorithm">What it was derived for; null for a PUK, and for a management key that the card came with.</param>
/// <param name="Number">0 is the key that the card came with: the maker's, or that of the estate it was adopted from.</param>
internal readonly record struct KeyGeneration(int Master, int Number, PivAlgorithm? Algorithm = null)
{
    public bool IsForeign => Number == 0;
}
