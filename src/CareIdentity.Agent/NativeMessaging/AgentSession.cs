namespace CareIdentity.Agent.NativeMessaging;

/// <summary>
/// One browser's conversation with this program: one question is worked on at a time, and everything ends with the input, a window that
/// waits for a passcode included. Ends by itself when nothing was asked for a while; the extension starts it anew.
/// </summary>
internal sealed class AgentSession(MessageFrames frames, Func<Question, CancellationToken, Task<Answer>> work, TimeSpan idle, TimeProvider clock)
{
    /// <summary>How long something that was told to stop may take.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private Running? running;

    public async Task RunAsync(CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await UntilTheEndAsync(ending.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or OperationCanceledException or IOException)
        {
            // Whoever sends half a message has gone, or is no browser.
        }

        await ending.CancelAsync().ConfigureAwait(false);
        if (running is { } last)
        {
            await last.Work.WaitAsync(Farewell, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task UntilTheEndAsync(CancellationToken ct)
    {
        var next = ReadAsync(ct);
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var busy = running?.Work ?? Task.Delay(idle, clock, patience.Token);
            var first = await Task.WhenAny(next, busy).ConfigureAwait(false);
            await patience.CancelAsync().ConfigureAwait(false);
            if (first == next)
            {
                if (await next.ConfigureAwait(false) is not { } message)
                {
                    return;
                }

                await TakeAsync(message, ct).ConfigureAwait(false);
                next = ReadAsync(ct);
            }
            else if (running is not null)
            {
                await FinishAsync().ConfigureAwait(false);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Reading the standard input blocks, so it has a thread of its own and is noticed at once, whatever else goes on.</summary>
    private Task<byte[]?> ReadAsync(CancellationToken ct) => Task.Run(async () => await frames.ReadAsync(ct).ConfigureAwait(false), CancellationToken.None).WaitAsync(ct);

    private async Task TakeAsync(byte[] message, CancellationToken ct)
    {
        switch (Messages.Find(message))
        {
            case null:
                await SendAsync(new Answer.Refused("?", "message-refused", "The card agent did not understand the browser extension. Install both anew."), ct).ConfigureAwait(false);
                break;
            case Question.Stop stop:
                if (running is { } current && current.Id == stop.Id)
                {
                    await current.Stop.CancelAsync().ConfigureAwait(false);
                }

                break;
            case { Version: not Question.CurrentVersion } other:
                await SendAsync(new Answer.Refused(other.Id, "version-unknown", "The card agent and the browser extension are of different versions. Install both anew."), ct).ConfigureAwait(false);
                break;
            case Question.Status status:
                await SendAsync(await work(status, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
                break;
            case { } question when running is { IsAnswered: false }:
                await SendAsync(new Answer.Refused(question.Id, "busy", "The card agent is busy with another page. Finish or stop what it asks there, then try again."), ct).ConfigureAwait(false);
                break;
            case { } question:
                await FinishAsync().ConfigureAwait(false); // Whoever has the answer of the one before may ask again at once.
                running = new Running(question.Id, CancellationTokenSource.CreateLinkedTokenSource(ct));
                running.Work = AnswerAsync(question, running, ct);
                break;
        }
    }

    private async Task FinishAsync()
    {
        if (running is { } done)
        {
            running = null;
            done.Stop.Dispose();
            await done.Work.ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(Question question, Running asked, CancellationToken ct)
    {
        var answer = await work(question, asked.Stop.Token).ConfigureAwait(false);
        asked.IsAnswered = true;
        await SendAsync(answer, ct).ConfigureAwait(false);
    }

    private ValueTask SendAsync(Answer answer, CancellationToken ct) => frames.WriteAsync(Messages.Write(answer), ct);

    /// <summary>The question that is worked on.</summary>
    private sealed class Running(string id, CancellationTokenSource stop)
    {
        private volatile bool isAnswered;

        public string Id => id;

        public CancellationTokenSource Stop => stop;

        public Task Work { get; set; } = Task.CompletedTask;

        /// <summary>From just before anybody can have the answer.</summary>
        public bool IsAnswered
        {
            get => isAnswered;
            set => isAnswered = value;
        }
    }
}
