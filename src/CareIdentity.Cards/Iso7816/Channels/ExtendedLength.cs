namespace CareIdentity.Cards.Iso7816.Channels;

/// <summary>Asks for whole answers and sends whole data in one command (ISO/IEC 7816-4:2013 §5.2): one way over a network link where chaining takes ten. Only for a card and a reader that can.</summary>
public sealed class ExtendedLength(ICardChannel inner) : ICardChannel
{
    public ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        return inner.TransmitAsync(command.Le == 256 ? command with { Le = 65536 } : command, ct);
    }

    /// <summary>Passcodes never need more than one short command.</summary>
    public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) => inner.TransmitAsync(command, ct);
}
