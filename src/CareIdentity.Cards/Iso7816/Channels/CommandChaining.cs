namespace CareIdentity.Cards.Iso7816.Channels;

/// <summary>Sends data of more than 255 bytes as a chain of short commands (ISO/IEC 7816-4:2013 §5.3.3); a part that the card refuses ends the chain.</summary>
public sealed class CommandChaining(ICardChannel inner) : ICardChannel
{
    private const byte MoreFollows = 0x10;

    public async ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var rest = command.Data;
        while (rest.Length > CommandApdu.MaxShortData)
        {
            var part = command with { Cla = (byte)(command.Cla | MoreFollows), Data = rest[..CommandApdu.MaxShortData], Le = null };
            var answer = await inner.TransmitAsync(part, ct);
            if (!answer.IsSuccess)
            {
                return answer;
            }

            rest = rest[CommandApdu.MaxShortData..];
        }

        return await inner.TransmitAsync(command with { Data = rest }, ct);
    }

    /// <summary>Passcodes never need more than one short command.</summary>
    public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) => inner.TransmitAsync(command, ct);
}
