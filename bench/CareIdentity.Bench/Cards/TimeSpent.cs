using System.Diagnostics;
using CareIdentity.Cards.Workstation;
using CareIdentity.Pki.Keys;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CareIdentity.Bench.Cards;

/// <summary>Time spent in one part of something larger, added up.</summary>
internal class TimeSpent
{
    private long ticks;
    private int times;

    public double Milliseconds => TimeSpan.FromTicks(Interlocked.Read(ref ticks)).TotalMilliseconds;

    public int Times => times;

    public void Add(TimeSpan spent)
    {
        Interlocked.Add(ref ticks, spent.Ticks);
        Interlocked.Increment(ref times);
    }

    public void Clear() => (ticks, times) = (0, 0);
}

/// <summary>Within the virtual card.</summary>
internal sealed class CardTime : TimeSpent;

internal sealed class TimedReaders(ICardReaders readers, CardTime time) : ICardReaders
{
    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) => readers.ListAsync(ct);

    public async ValueTask<ICardSession?> OpenAsync(string reader, CancellationToken ct) =>
        await readers.OpenAsync(reader, ct) is { } session ? new Session(session, time) : null;

    private sealed class Session(ICardSession session, CardTime time) : ICardSession
    {
        public CancellationToken Removed => session.Removed;

        public bool TakesLongCommands => session.TakesLongCommands;

        public async ValueTask<ReadOnlyMemory<byte>> TransmitAsync(ReadOnlyMemory<byte> command, CancellationToken ct)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await session.TransmitAsync(command, ct);
            time.Add(Stopwatch.GetElapsedTime(started));
            return answer;
        }

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}

/// <summary>The service's end of the way to a workstation: how long it sends and waits for what comes back.</summary>
internal sealed class TimedPipe(IMessagePipe pipe, TimeSpent time) : IMessagePipe
{
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await pipe.SendAsync(message, ct);
        time.Add(Stopwatch.GetElapsedTime(started));
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var message = await pipe.ReceiveAsync(ct);
        time.Add(Stopwatch.GetElapsedTime(started));
        return message;
    }
}

/// <summary>Signatures of the authority, and derivations of the cards' keys.</summary>
internal sealed class TimedKeys(IKeyStore keys, TimeSpent time) : IKeyStore
{
    public ValueTask<ReadOnlyMemory<byte>> CreateKeyAsync(KeyName name, KeyKind kind, CancellationToken cancellationToken) => keys.CreateKeyAsync(name, kind, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> FindPublicKeyAsync(KeyName name, CancellationToken cancellationToken) => keys.FindPublicKeyAsync(name, cancellationToken);

    public ValueTask CreateSecretAsync(KeyName name, CancellationToken cancellationToken) => keys.CreateSecretAsync(name, cancellationToken);

    public ValueTask<bool> HasSecretAsync(KeyName name, CancellationToken cancellationToken) => keys.HasSecretAsync(name, cancellationToken);

    public async ValueTask<byte[]> SignDigestAsync(KeyName name, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var signature = await keys.SignDigestAsync(name, algorithm, digest, cancellationToken);
        time.Add(Stopwatch.GetElapsedTime(started));
        return signature;
    }

    public async ValueTask<byte[]> DeriveAsync(KeyName secret, string label, ReadOnlyMemory<byte> context, int length, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var derived = await keys.DeriveAsync(secret, label, context, length, cancellationToken);
        time.Add(Stopwatch.GetElapsedTime(started));
        return derived;
    }
}

/// <summary>Commands and commits of Entity Framework, as it tells of them itself.</summary>
internal sealed class DatabaseTime : TimeSpent, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value.Value)
        {
            case CommandExecutedEventData command:
                Add(command.Duration);
                break;
            case TransactionEndEventData end:
                Add(end.Duration);
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
