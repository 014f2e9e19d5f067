using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Tests.Cards;

/// <summary>Plays a transcript, <c>&gt; command</c> and <c>&lt; answer</c> line by line, and fails on any byte that is not in it.</summary>
internal sealed class ScriptedCard : ICardChannel
{
    private readonly Queue<string> lines;

    public ScriptedCard(string transcript) => lines = new Queue<string>(transcript
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith('#')));

    public IReadOnlyList<PasscodePlace> LastPlaces { get; private set; } = [];

    public ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
    {
        Assert.True(lines.Count > 0, $"The transcript is over and there comes {command}.");
        Assert.Equal(Bytes(lines.Dequeue(), '>'), Convert.ToHexString(command.Encode()));
        return ValueTask.FromResult(ResponseApdu.Decode(Convert.FromHexString(Bytes(lines.Dequeue(), '<'))));
    }

    public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct)
    {
        LastPlaces = command.Places;
        return TransmitAsync(command.Template, ct);
    }

    public void AssertOver() => Assert.Empty(lines);

    private static string Bytes(string line, char direction)
    {
        Assert.Equal(direction, line[0]);
        return line[1..].Replace(" ", string.Empty, StringComparison.Ordinal);
    }
}
