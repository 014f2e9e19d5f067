using CareIdentity.Cards.Workstation;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>Virtual readers that remember which commands reached a card, keep hold of the buffers they came in, and can reset a card in between.</summary>
internal sealed class WatchedReaders(VirtualReaders readers) : ICardReaders
{
    private readonly List<ReadOnlyMemory<byte>> buffers = [];

    /// <summary>Headers of the commands that reached a card, as "00 20 00 80 08": class, instruction, parameters and the fifth byte.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Called before each command; what it throws, the reader throws.</summary>
    public Action<ReadOnlyMemory<byte>>? Before { get; set; }

    /// <summary>May replace an answer: a card that is not what it says it is.</summary>
    public Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? Answer { get; set; }

    /// <summary>Is there anything but zeros where passcodes were sent from?</summary>
    public bool KeepsPasscodes => buffers.Any(buffer => buffer.Span.ContainsAnyExcept((byte)0));

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) => readers.ListAsync(ct);

    public async ValueTask<ICardSession?> OpenAsync(string reader, CancellationToken ct) =>
        await readers.OpenAsync(reader, ct) is { } session ? new Watched(this, session) : null;

    private sealed class Watched(WatchedReaders watch, ICardSession session) : ICardSession
    {
        public CancellationToken Removed => session.Removed;

        public bool TakesLongCommands => session.TakesLongCommands;

        public async ValueTask<ReadOnlyMemory<byte>> TransmitAsync(ReadOnlyMemory<byte> command, CancellationToken ct)
        {
            watch.Before?.Invoke(command);
            watch.Commands.Add(string.Join(' ', command[..Math.Min(5, command.Length)].ToArray().Select(b => b.ToString("X2", null))));
            if (command.Span[1] is 0x20 or 0x24 or 0x2C && command.Length > 5)
            {
                watch.buffers.Add(command);
            }

            var answer = await session.TransmitAsync(command, ct);
            return watch.Answer?.Invoke(command, answer) ?? answer;
        }

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
