using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// A card in a reader with keys of its own, on which a known passcode is typed: it never reaches the workstation. A new one is not typed there,
/// because what it may be is checked where it is typed.
/// </summary>
public interface IPinPad : ICardSession
{
    /// <summary>Has the reader fill what is typed on it into the command; null when nothing was typed and nothing sent.</summary>
    ValueTask<StatusWord?> VerifyAsync(CommandApdu empty, CancellationToken ct);
}
