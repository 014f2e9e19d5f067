namespace CareIdentity.Cards.Workstation;

/// <summary>The readers of a workstation: PC/SC in the card agent, virtual readers at the training desk.</summary>
public interface ICardReaders
{
    /// <summary>Names of the readers, with or without a card.</summary>
    ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct);

    /// <summary>Takes the card in that reader for itself alone; null where there is no such reader or no card in it.</summary>
    /// <exception cref="ReaderInUseException">Another program has the card.</exception>
    ValueTask<ICardSession?> OpenAsync(string reader, CancellationToken ct);
}
