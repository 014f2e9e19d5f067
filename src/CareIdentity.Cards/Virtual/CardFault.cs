using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Virtual;

/// <summary>Something that goes wrong at the <paramref name="Apdu"/>th command from now, counted from 1; it happens once.</summary>
public abstract record CardFault(int Apdu)
{
    /// <summary>Taken out before the card saw the command.</summary>
    public sealed record RemovedBefore(int Apdu) : CardFault(Apdu);

    /// <summary>Taken out after the card carried the command out and before its answer arrived.</summary>
    public sealed record RemovedAfter(int Apdu) : CardFault(Apdu);

    /// <summary>Power lost for a moment before the command: the card is still there and remembers nothing that it need not.</summary>
    public sealed record PowerCutBefore(int Apdu) : CardFault(Apdu);

    /// <summary>Power lost for a moment after the command was carried out; the answer is lost.</summary>
    public sealed record PowerCutAfter(int Apdu) : CardFault(Apdu);

    /// <summary>The card answers this and does nothing.</summary>
    public sealed record Answers(int Apdu, StatusWord Status) : CardFault(Apdu);

    /// <summary>The card takes that long before it answers.</summary>
    public sealed record Slow(int Apdu, TimeSpan Delay) : CardFault(Apdu);
}
