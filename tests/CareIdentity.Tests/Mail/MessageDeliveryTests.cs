using System.Diagnostics.Metrics;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using CareIdentity.Testing.Mail;
using CareIdentity.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CareIdentity.Tests.Mail;

/// <summary>From the commit that causes a message to the mail server's answer, with everything that can happen between.</summary>
public sealed class MessageDeliveryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly EmailAddress Sam = EmailAddress.TryParse("sam.sponsor@nhs.net", out var address) ? address : throw new InvalidOperationException();

    [Theory, EveryEngine]
    public async Task A_decision_and_the_message_of_it_are_one_commit(EngineUnderTest engine)
    {
        await using var way = await WithAddress(engine);
        await using var server = new TestMailServer();
        var node = Node(way.Given, server);

        Assert.NotNull((await way.Reject(way.Sponsor)).Refusal);
        Assert.Equal(0, await node.WorkAsync(None));
        Assert.Null((await way.Reject(way.Agent)).Refusal);
        Assert.Equal(1, await node.WorkAsync(None));
        Assert.Equal(0, await node.WorkAsync(None));

        var taken = Assert.Single(server.Taken);
        Assert.Equal(Sam.Value, taken.To);
        Assert.Contains($"Your request {way.Reference} was decided: rejected.", taken.Words, StringComparison.Ordinal);
        Assert.Contains("Who can help: your Registration Authority", taken.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Chidi", taken.Words, StringComparison.Ordinal);
        Assert.Equal((MessageState.Sent, ""), await StateAsync(way));
    }

    /// <summary>The change is rolled back: so is the message.</summary>
    [Theory, EveryEngine]
    public async Task A_change_that_is_not_saved_tells_nobody(EngineUnderTest engine)
    {
        await using var way = await WithAddress(engine);
        await way.Given.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(None);
            Post(db, way.Given);
            Assert.Null(await db.SaveAsync(None));
            await transaction.RollbackAsync(None);
            return 0;
        });

        Assert.Equal(0, await way.Given.InDb(db => db.Messages.CountAsync(None)));
    }

    [Theory, EveryEngine]
    public async Task A_node_that_dies_before_the_server_has_it_loses_nothing(EngineUnderTest engine)
    {
        await using var way = await WithMessage(engine);
        await using var server = new TestMailServer();

        await Assert.ThrowsAsync<OperationCanceledException>(() => Node(way.Given, new DyingCarrier(null)).WorkAsync(None));
        Assert.Equal(0, await Node(way.Given, server).WorkAsync(None));
        way.Given.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await Node(way.Given, server).WorkAsync(None));

        Assert.Single(server.Taken);
    }

    [Theory, EveryEngine]
    public async Task A_node_that_dies_after_the_server_has_it_sends_it_again_under_the_same_number(EngineUnderTest engine)
    {
        await using var way = await WithMessage(engine);
        await using var server = new TestMailServer();

        await Assert.ThrowsAsync<OperationCanceledException>(() => Node(way.Given, new DyingCarrier(Carrier(server))).WorkAsync(None));
        way.Given.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await Node(way.Given, server).WorkAsync(None));

        Assert.Equal(2, server.Taken.Count);
        Assert.Single(server.Taken.Select(mail => mail.Header("Message-ID")).Distinct());
    }

    [Theory, EveryEngine]
    public async Task Two_nodes_at_once_send_it_once(EngineUnderTest engine)
    {
        await using var way = await WithMessage(engine);
        await using var server = new TestMailServer();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Node(way.Given, server).WorkAsync(None))));

        Assert.Single(server.Taken);
    }

    [Theory, EveryEngine]
    public async Task It_is_tried_again_after_growing_pauses_and_then_given_up(EngineUnderTest engine)
    {
        await using var way = await WithMessage(engine);
        await using var server = new TestMailServer();
        server.Next([.. Enumerable.Repeat(MailFault.Busy, 9)]);
        var node = Node(way.Given, server);

        var pauses = new List<TimeSpan>();
        for (var tries = 1; tries <= 9; tries++)
        {
            Assert.Equal(1, await node.WorkAsync(None));
            Assert.Equal(0, await node.WorkAsync(None));
            var (state, due) = await way.Given.InDb(async db => await db.Messages.AsNoTracking().SingleAsync(None) is var m ? (m.State, m.DueAt) : default);
            Assert.Equal(tries == 9 ? MessageState.Dead : MessageState.Waiting, state);
            pauses.Add(due - way.Given.Clock.GetUtcNow());
            way.Given.Clock.Advance(tries == 9 ? TimeSpan.FromDays(9) : pauses[^1]);
        }

        Assert.Equal(pauses.Take(8).Order(), pauses.Take(8));
        Assert.Equal(0, await node.WorkAsync(None));
        Assert.Empty(server.Taken);
    }

    [Theory, EveryEngine]
    public async Task What_the_server_will_never_take_is_a_dead_letter_that_somebody_has_sent_again(EngineUnderTest engine)
    {
        await using var way = await WithMessage(engine);
        await using var server = new TestMailServer();
        server.Next(MailFault.NoSuchMailbox);
        var node = Node(way.Given, server);
        var root = await way.Given.Somebody("Rita Root", Tests.Given.Given.Ra, await way.Given.APosition(Tests.Given.Given.Ra, "Root", "R5072"), RaRole.RootRaManager);
        Assert.Equal(1, await node.WorkAsync(None));

        var dead = Assert.Single((await way.Given.With((MessageQueries q) => q.DeadAsync(0, 20, None))).Dead);
        Assert.Equal(("smtp-550", 1, true), (dead.Trouble, dead.Tries, dead.CanBeSent));
        Assert.Equal("access.not-allowed", (await Again(way, dead.Id, way.Agent)).Refusal?.Code);
        Assert.Null((await Again(way, dead.Id, root)).Refusal);
        Assert.Equal("message.not-given-up", (await Again(way, dead.Id, root)).Refusal?.Code);
        Assert.Equal(1, await node.WorkAsync(None));

        Assert.Single(server.Taken);
        Assert.Equal(1, await way.Given.InDb(db => db.AuditEvents.CountAsync(e => e.Type == nameof(MessageSentAgain), None)));
    }

    [Theory, EveryEngine]
    public async Task A_code_that_is_over_is_not_sent_and_its_words_are_gone(EngineUnderTest engine)
    {
        await using var way = await WithAddress(engine);
        await using var server = new TestMailServer();
        await way.Given.InDb(db =>
        {
            Post(db, way.Given, TimeSpan.FromMinutes(15));
            return db.SaveAsync(None);
        });
        way.Given.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(0, await Node(way.Given, server).WorkAsync(None));

        Assert.Empty(server.Taken);
        Assert.Equal((MessageState.Dead, ""), await StateAsync(way));
    }

    [Theory, EveryEngine]
    public async Task A_training_service_sends_nothing_and_shows_everything(EngineUnderTest engine)
    {
        await using var way = await WithMessage(engine);

        Assert.Equal(1, await Node(way.Given, new InboxCarrier()).WorkAsync(None));

        var shown = Assert.Single((await way.Given.With((MessageQueries q) => q.InboxAsync(0, 20, None))).Rows);
        Assert.Contains("Your code is 123456", shown.Words, StringComparison.Ordinal);
    }

    /// <summary>The server's own words name the mailbox: neither they nor the address, the code or the words reach a log or a number.</summary>
    [Theory, EveryEngine]
    public async Task No_log_and_no_number_names_an_address_or_a_secret(EngineUnderTest engine)
    {
        await using var way = await WithMessage(engine);
        await using var server = new TestMailServer();
        server.Next(MailFault.Busy, MailFault.NoSuchMailbox);
        var (log, numbers) = (new HeardLog(), new List<string>());
        using var meter = new MessageMeter();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (meter.Owns(instrument)) { l.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => numbers.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}"));
        listener.Start();
        var node = await way.Given.With((IServiceScopeFactory scopes) => Task.FromResult(new MessageRunner(scopes, Carrier(server), meter, way.Given.Clock, log)));

        await node.WorkAsync(None);
        way.Given.Clock.Advance(TimeSpan.FromMinutes(2));
        await node.WorkAsync(None);
        listener.RecordObservableInstruments();

        Assert.Equal(2, log.Lines.Count);
        Assert.Contains("cis.messages.tries 1 kind=OneTimeCode outcome=again", numbers);
        Assert.Contains("cis.messages.tries 1 kind=OneTimeCode outcome=given-up", numbers);
        Assert.All(log.Lines.Concat(numbers), line =>
        {
            Assert.DoesNotContain("nhs.net", line, StringComparison.Ordinal);
            Assert.DoesNotContain("123456", line, StringComparison.Ordinal);
        });
    }

    private static Task<(MessageState State, string Words)> StateAsync(RequestsOnTheWay way) =>
        way.Given.InDb(async db => await db.Messages.AsNoTracking().SingleAsync(None) is var message ? (message.State, message.Words) : default);

    private static Task<Outcome<Done>> Again(RequestsOnTheWay way, Guid message, Actor by) =>
        way.Given.With((SendMessageAgain verb) => verb.ExecuteAsync(new SendMessageAgainRequest { MessageId = message }, by, None));

    private static void Post(CareIdentityDb db, Given.Given given, TimeSpan? useful = null)
    {
        var texts = new MessageTexts(new MessageSettings());
        new Outbox(db, texts, given.Clock).Post(texts.Code("123456", 15), Sam, "A-TEST", Tests.Given.Given.Pharmacy, useful is { } time ? given.Clock.GetUtcNow() + time : null);
    }

    private static async Task<RequestsOnTheWay> WithMessage(EngineUnderTest engine)
    {
        var way = await WithAddress(engine);
        await way.Given.InDb(db =>
        {
            Post(db, way.Given);
            return db.SaveAsync(None);
        });
        return way;
    }

    /// <summary>A request whose sponsor can be reached.</summary>
    private static async Task<RequestsOnTheWay> WithAddress(EngineUnderTest engine)
    {
        var way = await RequestsOnTheWay.OneAsync(engine);
        await way.Given.InDb(async db =>
        {
            var sponsor = await db.Profiles.SingleAsync(p => p.Id == way.Sponsor.ProfileId, None);
            sponsor.Describe(sponsor.Described with { Email = Sam });
            new AuditTrail(db, way.Given.Clock).Record(Actor.Service, Reason.None, new TermsAccepted { ProfileId = sponsor.Id, TermsVersion = "test" });
            return await db.SaveAsync(None);
        });
        return way;
    }

    private static SmtpCarrier Carrier(TestMailServer server) => new(new MailOptions { Host = "127.0.0.1", Port = server.Port, StartTls = false, From = "identity@example.nhs.uk" });

    private static MessageRunner Node(Given.Given given, TestMailServer server) => Node(given, Carrier(server));

    private static MessageRunner Node(Given.Given given, IMessageCarrier carrier) =>
        given.With((IServiceScopeFactory scopes) => Task.FromResult(new MessageRunner(scopes, carrier, new MessageMeter(), given.Clock, new HeardLog()))).GetAwaiter().GetResult();

    /// <summary>The node is gone before or after the server has the message.</summary>
    private sealed class DyingCarrier(IMessageCarrier? after) : IMessageCarrier
    {
        public async Task<Delivery> CarryAsync(OutgoingMessage message, CancellationToken ct)
        {
            if (after is not null)
            {
                Assert.IsType<Delivery.Taken>(await after.CarryAsync(message, ct));
            }

            throw new OperationCanceledException("The node is gone.");
        }
    }

    private sealed class HeardLog : ILogger<MessageRunner>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add($"{formatter(state, exception)} {exception}");
    }
}
