using System.Diagnostics.Metrics;

namespace CareIdentity.Messages;

/// <summary>How many messages went out, by what they are for. No number names a person or an address.</summary>
public sealed class MessageMeter : IDisposable
{
    public const string Name = "CareIdentity.Messages";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> tries;
    private long waiting;

    public MessageMeter()
    {
        tries = meter.CreateCounter<long>("cis.messages.tries", "{message}", "Messages by what became of one try: sent, shown, again, given-up");
        meter.CreateObservableGauge("cis.messages.waiting", () => Interlocked.Read(ref waiting), "{message}", "Messages that wait for the mail server");
    }

    public void Dispose() => meter.Dispose();

    /// <summary>Whether this instrument is of this very meter: a process may have several services in it.</summary>
    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, meter);

    internal void Tried(MessageKind kind, string outcome) =>
        tries.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()), new KeyValuePair<string, object?>("outcome", outcome));

    internal void Waits(int count) => Interlocked.Exchange(ref waiting, count);
}
