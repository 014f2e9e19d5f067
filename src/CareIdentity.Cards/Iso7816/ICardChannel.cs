namespace CareIdentity.Cards.Iso7816;

/// <summary>
/// A way to one card, wherever it is: in this process, in a reader, or behind a network link in somebody's workstation. One command at
/// a time, answered in order. A card or link that goes away throws (<see cref="CardRemovedException"/>, <see cref="CardLinkLostException"/>);
/// every answer that the card gives, refusals among them, comes back as a response.
/// </summary>
public interface ICardChannel
{
    /// <summary>Whether everything between here and the card carries commands of extended length; whether the card takes them is another question.</summary>
    bool TakesLongCommands => false;

    ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct);

    /// <summary>Sends a command whose passcodes are filled in where they are typed; the caller never learns them.</summary>
    /// <exception cref="PasscodeNotGivenException">The person at the workstation stopped instead of typing.</exception>
    ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct);
}
