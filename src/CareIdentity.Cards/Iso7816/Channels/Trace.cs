namespace CareIdentity.Cards.Iso7816.Channels;

/// <summary>
/// Tells what passes: header, lengths, status and time. Data is told only of the commands named here, none of which carries a secret or
/// anything about the holder; a list of what may be told cannot forget one that may not.
/// </summary>
public sealed class Trace(ICardChannel inner, Action<string> write, TimeProvider clock) : ICardChannel
{
    private const byte Select = 0xA4;
    private const byte GetData = 0xCB;
    private const byte GenerateKey = 0x47;

    public bool TakesLongCommands => inner.TakesLongCommands;

    public async ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        return await TellAsync(Describe(command), inner.TransmitAsync(command, ct));
    }

    public async ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        return await TellAsync($"{command.Template} with {command.Places.Count} passcodes typed there", inner.TransmitAsync(command, ct));
    }

    /// <summary>The command as far as it may be told.</summary>
    internal static string Describe(CommandApdu command)
    {
        var open = command.Ins is Select or GetData or GenerateKey && (command.Cla & 0x10) == 0;
        return open && !command.Data.IsEmpty ? $"{command} {Convert.ToHexString(command.Data.Span)}" : command.ToString();
    }

    private async ValueTask<ResponseApdu> TellAsync(string command, ValueTask<ResponseApdu> sent)
    {
        var start = clock.GetTimestamp();
        write($"> {command}");
        try
        {
            var answer = await sent;
            write($"< {answer} ({clock.GetElapsedTime(start).TotalMilliseconds:F0} ms)");
            return answer;
        }
        catch (Exception e)
        {
            write($"< {e.GetType().Name}");
            throw;
        }
    }
}
