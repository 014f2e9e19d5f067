using System.Threading.Channels;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>Both ends of a connection in memory, which remembers every byte and can be cut at any message.</summary>
internal sealed class MemoryPipe
{
    private readonly Lock gate = new();
    private readonly List<(bool ToService, byte[] Message)> sent = [];
    private int cutAfter = int.MaxValue;

    public MemoryPipe()
    {
        var up = Channel.CreateUnbounded<byte[]>();
        var down = Channel.CreateUnbounded<byte[]>();
        Workstation = new End(this, up, down, toService: true);
        Service = new End(this, down, up, toService: false);
    }

    public IMessagePipe Workstation { get; }

    public IMessagePipe Service { get; }

    public IReadOnlyList<(bool ToService, byte[] Message)> Sent
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    public IEnumerable<string> Texts => Sent.Select(one => System.Text.Encoding.UTF8.GetString(one.Message));

    /// <summary>That many messages pass, in both directions together; then the connection is gone.</summary>
    public MemoryPipe CutAfter(int messages)
    {
        cutAfter = messages;
        return this;
    }

    public void Cut()
    {
        lock (gate)
        {
            cutAfter = 0;
            Close();
        }
    }

    private void Close()
    {
        ((End)Workstation).Close();
        ((End)Service).Close();
    }

    private void Pass(bool toService, ReadOnlyMemory<byte> message, ChannelWriter<byte[]> to)
    {
        lock (gate)
        {
            if (cutAfter > 0 && to.TryWrite(message.ToArray()))
            {
                cutAfter--;
                sent.Add((toService, message.ToArray()));
            }

            if (cutAfter <= 0)
            {
                Close();
            }
        }
    }

    private sealed class End(MemoryPipe pipe, Channel<byte[]> outgoing, Channel<byte[]> incoming, bool toService) : IMessagePipe
    {
        public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            pipe.Pass(toService, message, outgoing.Writer);
            return ValueTask.CompletedTask;
        }

        public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken ct)
        {
            try
            {
                return await incoming.Reader.ReadAsync(ct);
            }
            catch (ChannelClosedException)
            {
                return null;
            }
        }

        public void Close() => outgoing.Writer.TryComplete();
    }
}
