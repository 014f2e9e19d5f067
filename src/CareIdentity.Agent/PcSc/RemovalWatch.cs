namespace CareIdentity.Agent.PcSc;

/// <summary>
/// Notices that the card leaves its reader, that the reader goes, or that another card took its place while we did not look. Has a context
/// of its own: waiting blocks one.
/// </summary>
internal sealed class RemovalWatch : IDisposable
{
    private const uint Slice = 60_000;

    private readonly CancellationTokenSource removed = new();
    private readonly IPcsc pcsc;
    private readonly string reader;
    private readonly PcscContext context;
    private readonly Task watching;
    private volatile bool isOver;

    public RemovalWatch(IPcsc pcsc, string reader)
    {
        (this.pcsc, this.reader) = (pcsc, reader);
        context = PcscContext.Establish(pcsc);

        // The first look is taken before anything is sent to the card, so that every later card is another one.
        var first = Look(new ReaderWatch(reader, 0), 0);
        watching = first is { HasCard: true } now
            ? Task.Factory.StartNew(() => Watch(now), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : Task.CompletedTask;
        if (first is not { HasCard: true })
        {
            Tell();
        }
    }

    public CancellationToken Removed => removed.Token;

    /// <summary>Tells it on other threads: whoever hears it may give the card back at once, which waits for the thread that looks.</summary>
    public void Tell() => _ = removed.CancelAsync();

    public void Dispose()
    {
        isOver = true;
        while (!watching.IsCompleted)
        {
            // Between two waits there is nothing to cancel yet, so it is said until it is heard.
            pcsc.Cancel(context.Value);
            Task.WaitAny([watching], TimeSpan.FromMilliseconds(20));
        }

        context.Dispose();
        removed.Dispose();
    }

    private void Watch(ReaderWatch first)
    {
        var last = first;
        while (!isOver)
        {
            var now = Look(last.Next, Slice);
            if (now is not { HasCard: true } still || still.Events != first.Events)
            {
                if (!isOver)
                {
                    Tell();
                }

                return;
            }

            last = still;
        }
    }

    /// <summary>Null where PC/SC is gone.</summary>
    private ReaderWatch? Look(ReaderWatch known, uint milliseconds)
    {
        Span<ReaderWatch> watches = [known];
        var code = pcsc.GetStatusChange(context.Value, milliseconds, watches);
        return code switch
        {
            PcscCode.Success => watches[0],
            PcscCode.Timeout when milliseconds > 0 => known with { Now = known.Known },
            _ => null,
        };
    }
}
