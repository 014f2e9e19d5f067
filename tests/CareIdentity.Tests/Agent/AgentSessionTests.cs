using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CareIdentity.Agent.NativeMessaging;
using CareIdentity.Testing;

namespace CareIdentity.Tests.Agent;

/// <summary>One browser's conversation with the agent: one question at a time, and everything ends with the input.</summary>
public sealed class AgentSessionTests : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Pipe toAgent = new();
    private readonly Pipe fromAgent = new();
    private readonly ManualClock clock = new();
    private readonly MessageFrames browser;
    private readonly MessageFrames agent;
    private readonly TaskCompletionSource<Answer> working = new();
    private readonly TaskCompletionSource<CancellationToken> begun = new();
    private readonly Task session;

    public AgentSessionTests()
    {
        browser = new MessageFrames(fromAgent.Reader.AsStream(), toAgent.Writer.AsStream());
        agent = new MessageFrames(toAgent.Reader.AsStream(), fromAgent.Writer.AsStream());
        session = new AgentSession(agent, WorkAsync, Idle, clock).RunAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_question_is_answered_with_its_id()
    {
        await AskAsync("""{"version":1,"id":"q1","ask":"status"}""");

        Assert.Equal(("q1", "status"), await AnswerAsync());
    }

    [Fact]
    public async Task While_one_question_is_worked_on_another_is_told_so_and_the_status_is_answered()
    {
        await AskAsync("""{"version":1,"id":"q1","ask":"operate","origin":"https://a.example","ticket":"t"}""");
        await begun.Task.WaitAsync(Limit, TimeProvider.System);
        await AskAsync("""{"version":1,"id":"q2","ask":"operate","origin":"https://a.example","ticket":"u"}""");
        Assert.Equal(("q2", "refused"), await AnswerAsync());
        await AskAsync("""{"version":1,"id":"q3","ask":"status"}""");
        Assert.Equal(("q3", "status"), await AnswerAsync());

        working.SetResult(new Answer.Operated("q1", true, "Done."));

        Assert.Equal(("q1", "operated"), await AnswerAsync());
    }

    /// <summary>The answer is with the browser while it is still being sent: as its last octet waits to be taken, here.</summary>
    [Fact]
    public async Task Whoever_has_an_answer_may_ask_again_at_once()
    {
        var (asked, answered) = (new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1)), new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1)));
        using var theirs = new MessageFrames(answered.Reader.AsStream(), asked.Writer.AsStream());
        using var ours = new MessageFrames(asked.Reader.AsStream(), answered.Writer.AsStream());
        var other = new AgentSession(ours, (question, _) => Task.FromResult<Answer>(new Answer.Operated(question.Id, true, "Done.")), Idle, clock).RunAsync(CancellationToken.None);
        static ReadOnlyMemory<byte> Operate(string id) => Encoding.UTF8.GetBytes($$"""{"version":1,"id":"{{id}}","ask":"operate","origin":"https://a.example","ticket":"t"}""");

        await theirs.WriteAsync(Operate("q1"), CancellationToken.None);
        for (var seen = await answered.Reader.ReadAsync(); ; seen = await answered.Reader.ReadAsync())
        {
            if (Encoding.UTF8.GetString(seen.Buffer).EndsWith('}'))
            {
                // What is not consumed keeps the agent at its sending; the next question is taken meanwhile.
                answered.Reader.AdvanceTo(seen.Buffer.Start);
                break;
            }

            answered.Reader.AdvanceTo(seen.Buffer.Start, seen.Buffer.End);
        }

        await theirs.WriteAsync(Operate("q2"), CancellationToken.None).AsTask().WaitAsync(Limit, TimeProvider.System);
        using var first = JsonDocument.Parse((await theirs.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Limit, TimeProvider.System))!);
        using var second = JsonDocument.Parse((await theirs.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Limit, TimeProvider.System))!);

        Assert.Equal(("q1", "operated"), (first.RootElement.GetProperty("id").GetString(), first.RootElement.GetProperty("outcome").GetString()));
        Assert.Equal(("q2", "operated"), (second.RootElement.GetProperty("id").GetString(), second.RootElement.GetProperty("outcome").GetString()));
        await asked.Writer.CompleteAsync();
        await other.WaitAsync(Limit, TimeProvider.System);
    }

    [Fact]
    public async Task A_page_that_is_left_takes_its_question_back_and_nobody_elses()
    {
        await AskAsync("""{"version":1,"id":"q1","ask":"sign-in","origin":"https://a.example","nonce":"n"}""");
        var stop = await begun.Task.WaitAsync(Limit, TimeProvider.System);
        await AskAsync("""{"version":1,"id":"other","ask":"stop"}""");
        await AskAsync("""{"version":1,"id":"q2","ask":"status"}""");
        Assert.Equal(("q2", "status"), await AnswerAsync());
        Assert.False(stop.IsCancellationRequested);

        await AskAsync("""{"version":1,"id":"q1","ask":"stop"}""");

        Assert.Equal(("q1", "stopped"), await AnswerAsync());
        Assert.True(stop.IsCancellationRequested);
    }

    [Fact]
    public async Task The_end_of_the_input_ends_everything()
    {
        await AskAsync("""{"version":1,"id":"q1","ask":"sign-in","origin":"https://a.example","nonce":"n"}""");
        var stop = await begun.Task.WaitAsync(Limit, TimeProvider.System);

        await toAgent.Writer.CompleteAsync();

        await session.WaitAsync(Limit, TimeProvider.System);
        Assert.True(stop.IsCancellationRequested);
    }

    [Fact]
    public async Task Half_a_message_ends_everything_too()
    {
        await toAgent.Writer.WriteAsync(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF });

        await session.WaitAsync(Limit, TimeProvider.System);
    }

    [Fact]
    public async Task When_nothing_is_asked_the_agent_goes_by_itself()
    {
        await AskAsync("""{"version":1,"id":"q1","ask":"status"}""");
        await AnswerAsync();
        while (!session.IsCompleted)
        {
            clock.Advance(Idle);
            await Task.WhenAny(session, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None));
        }

        await session;
    }

    [Theory]
    [InlineData("""{"version":2,"id":"q1","ask":"status"}""", "q1", "version-unknown")]
    [InlineData("""{"version":1,"id":"q1","ask":"transmit"}""", "?", "message-refused")]
    public async Task What_is_no_question_of_this_version_is_refused(string question, string id, string code)
    {
        await AskAsync(question);

        using var answer = await ReadAsync();

        Assert.Equal((id, code), (answer.RootElement.GetProperty("id").GetString(), answer.RootElement.GetProperty("code").GetString()));
    }

    public async ValueTask DisposeAsync()
    {
        await toAgent.Writer.CompleteAsync();
        await session.WaitAsync(Limit, TimeProvider.System);
        browser.Dispose();
        agent.Dispose();
    }

    private ValueTask AskAsync(string json) => browser.WriteAsync(Encoding.UTF8.GetBytes(json), CancellationToken.None);

    private async Task<(string? Id, string? Outcome)> AnswerAsync()
    {
        using var answer = await ReadAsync();
        return (answer.RootElement.GetProperty("id").GetString(), answer.RootElement.GetProperty("outcome").GetString());
    }

    private async Task<JsonDocument> ReadAsync() =>
        JsonDocument.Parse((await browser.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Limit, TimeProvider.System))!);

    private async Task<Answer> WorkAsync(Question question, CancellationToken ct)
    {
        if (question is Question.Status)
        {
            return new Answer.Status(question.Id, 1, "0");
        }

        begun.TrySetResult(ct);
        try
        {
            return await working.Task.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return new Answer.Stopped(question.Id, "Left.");
        }
    }
}
