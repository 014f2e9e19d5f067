using CareIdentity.Data;

namespace CareIdentity.Smartcards;

/// <summary>
/// A generation of the master key that cards' keys are derived from; the secret itself is in the key store. Cards that hold keys of an
/// earlier one are given new ones when they are next seen. An earlier one is never removed: a card in a drawer may still need it.
/// </summary>
internal sealed class CardMasterKey : IVersioned
{
    public const int First = 1;

    public required int Generation { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Null for the one that the service makes when it is set up.</summary>
    public Guid? MadeBy { get; init; }

    public Guid Version { get; set; }
}
