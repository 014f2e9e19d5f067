using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// A card that nobody else can talk to meanwhile. Disposing resets the card, so that what it was shown (a passcode, a management key) is
/// forgotten before another program gets it.
/// </summary>
public interface ICardSession : IAsyncDisposable
{
    /// <summary>Cancelled when the card leaves the reader.</summary>
    CancellationToken Removed { get; }

    /// <summary>Whether reader and protocol carry commands of extended length.</summary>
    bool TakesLongCommands => false;

    /// <summary>One command as bytes, one answer as bytes. Keeps no copy of the command: the caller zeroes it.</summary>
    /// <exception cref="CardRemovedException">The card left the reader.</exception>
    /// <exception cref="CardResetException">The card was reset since the last command; this one was not sent.</exception>
    ValueTask<ReadOnlyMemory<byte>> TransmitAsync(ReadOnlyMemory<byte> command, CancellationToken ct);
}
