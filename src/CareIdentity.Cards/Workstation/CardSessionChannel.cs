using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation;

/// <summary>A card in a reader of this workstation, for commands without a passcode; <see cref="PasscodeEntry"/> sends the others.</summary>
public sealed class CardSessionChannel(ICardSession session) : ICardChannel
{
    public bool TakesLongCommands => session.TakesLongCommands;

    public async ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct) =>
        ResponseApdu.Decode((await session.TransmitAsync(command.Encode(), ct).ConfigureAwait(false)).Span);

    public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) =>
        throw new InvalidOperationException("A passcode is typed only where its context is shown.");
}
