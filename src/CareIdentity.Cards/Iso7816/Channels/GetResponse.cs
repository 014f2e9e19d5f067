namespace CareIdentity.Cards.Iso7816.Channels;

/// <summary>Fetches what 61xx says is waiting, and repeats a command with the length that 6Cxx names (ISO/IEC 7816-4:2013 §5.3.4, §5.6). Never without end.</summary>
public sealed class GetResponse(ICardChannel inner) : ICardChannel
{
    /// <summary>More than the largest object that a card of ours can hold; a card that goes on is not believed.</summary>
    public const int MaxAnswer = 65536;

    public async ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var answer = await SendAsync(command, ct);
        if (answer.Status.MoreBytes is null)
        {
            return answer;
        }

        using var whole = new MemoryStream();
        whole.Write(answer.Data.Span);
        while (answer.Status.MoreBytes is { } waiting)
        {
            var cla = (byte)(command.Cla & ~0x10);
            answer = await SendAsync(new CommandApdu(cla, 0xC0, 0, 0, Le: waiting == 0 ? 256 : waiting), ct);
            if (answer.Status.MoreBytes is not null && answer.Data.IsEmpty)
            {
                throw new CardProtocolException("The card says that bytes are waiting and gives none.");
            }

            whole.Write(answer.Data.Span);
            if (whole.Length > MaxAnswer)
            {
                throw new CardProtocolException($"The card gives more than {MaxAnswer} bytes.");
            }
        }

        return new ResponseApdu(whole.ToArray(), answer.Status);
    }

    /// <summary>A passcode command has no data to answer with.</summary>
    public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) => inner.TransmitAsync(command, ct);

    private async ValueTask<ResponseApdu> SendAsync(CommandApdu command, CancellationToken ct)
    {
        var answer = await inner.TransmitAsync(command, ct);
        return answer.Status.ExactLength is { } exact
            ? await inner.TransmitAsync(command with { Le = exact == 0 ? 256 : exact }, ct)
            : answer;
    }
}
