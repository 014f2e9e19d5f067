using System.Diagnostics;
using System.Globalization;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.Cards.Workstation;
using CareIdentity.Smartcards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CareIdentity.Bench.Cards;

/// <summary>
/// A whole issue of a card over a WebSocket, from the ticket to the last event: what of it is card, network, database and keys of the authority, and
/// what 200 of them at once do to one server.
/// </summary>
internal sealed class IssueBench(BenchScale scale)
{
    private const string Name = "issue";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var directory = await world.TrainingDirectoryAsync();
        return [.. await SharesAsync(directory, ct), .. await ManyAtOnceAsync(directory, ct)];
    }

    private async Task<IReadOnlyList<Figure>> SharesAsync(string directory, CancellationToken ct)
    {
        var (card, wire, keys, database) = (new CardTime(), new TimeSpent(), new TimeSpent(), new DatabaseTime());
        using var listening = DiagnosticListener.AllListeners.Subscribe(database);
        await using var service = await StartAsync(directory, wire, keys, ct);
        var desk = new CardsToIssue(service.Services);
        await OneAsync(desk, service.Urls.First(), card, ct);

        List<(double Whole, double Card, double Wire, double Keys, double Database)> all = [];
        var commands = 0;
        for (var i = 0; i < scale.Issues; i++)
        {
            var next = await desk.NextAsync(ct);
            using var mine = next.Card;
            card.Clear();
            wire.Clear();
            keys.Clear();
            database.Clear();
            var started = Stopwatch.GetTimestamp();
            await CardsToIssue.IssueAsync(next, service.Urls.First(), card, ct);
            all.Add((Stopwatch.GetElapsedTime(started).TotalMilliseconds, card.Milliseconds, wire.Milliseconds, keys.Milliseconds, database.Milliseconds));
            commands = card.Times;
        }

        var whole = Rounds.Median(all.Select(one => one.Whole));
        Figure Share(string what, Func<(double Whole, double Card, double Wire, double Keys, double Database), double> of) => new()
        {
            Name = Name,
            What = string.Create(CultureInfo.InvariantCulture, $"one issue, SQLite: {what}"),
            Unit = "ms",
            Ours = Rounds.Median(all.Select(of)),
            BaselineIs = string.Create(CultureInfo.InvariantCulture, $"the whole issue of {commands} commands"),
            Baseline = whole,
        };
        return
        [
            Share("in the virtual card", one => one.Card),
            Share("in the database, commits included", one => one.Database),
            Share("keys of the authority and of the card", one => one.Keys),
            Share("loopback network and the workstation's part, without the card", one => one.Wire - one.Card),
            Share("protocol and rules of the service: the rest", one => one.Whole - one.Wire - one.Database - one.Keys),
        ];
    }

    private async Task<IReadOnlyList<Figure>> ManyAtOnceAsync(string directory, CancellationToken ct)
    {
        await using var service = await StartedHost.StartServiceAsync(directory);
        await using var rooms = TrainingRooms.On(directory, TrainingRooms.FileIn(directory)).BuildServiceProvider();
        var desk = new CardsToIssue(rooms);
        await OneAsync(desk, service.Address, null, ct);
        var alone = await RunAsync(desk, service, 1, Math.Max(3, scale.Issues / 4), ct);
        var before = service.WorkingSetMB;
        var together = await RunAsync(desk, service, scale.IssuesAtOnce, 1, ct);
        var (many, one) = (new Rounds([together.Sample]), new Rounds([alone.Sample]));
        return
        [
            Figure.OfRates(Name, $"{scale.IssuesAtOnce} remote operations at once, SQLite", many, "one after the other", one),
            new Figure
            {
                Name = Name,
                What = $"memory of the service for each of {scale.IssuesAtOnce} operations at once",
                Unit = "MB",
                Ours = Math.Max(0.1, together.PeakMB - before) / scale.IssuesAtOnce,
                BaselineIs = "the service before them",
                Baseline = before,
            },
        ];
    }

    private static async Task<(Sample Sample, double PeakMB)> RunAsync(CardsToIssue desk, StartedHost service, int clients, int each, CancellationToken ct)
    {
        var ready = new List<CardToIssue>();
        for (var i = 0; i < clients * each; i++)
        {
            ready.Add(await desk.NextAsync(ct));
        }

        var peak = service.WorkingSetMB;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    peak = Math.Max(peak, service.WorkingSetMB);
                    await Task.Delay(20, CancellationToken.None);
                }
            },
            CancellationToken.None);
        var sample = await Load.RunAsync(clients, each, (client, i) => CardsToIssue.IssueAsync(ready[(client * each) + i], service.Address, null, ct));
        await done.CancelAsync();
        await watching;
        ready.ForEach(one => one.Card.Dispose());
        return (sample, peak);
    }

    private static async Task OneAsync(CardsToIssue desk, string address, CardTime? time, CancellationToken ct)
    {
        var next = await desk.NextAsync(ct);
        using var mine = next.Card;
        await CardsToIssue.IssueAsync(next, address, time, ct);
    }

    /// <summary>The one endpoint that a card operation needs, in this process, so that its parts can be timed.</summary>
    private static async Task<WebApplication> StartAsync(string directory, TimeSpent wire, TimeSpent keys, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach (var room in TrainingRooms.On(directory, TrainingRooms.FileIn(directory), store => new TimedKeys(store, keys)))
        {
            builder.Services.Add(room);
        }

        var service = builder.Build();
        service.UseWebSockets();
        service.Map("/card-operations", async (HttpContext http, CardOperationConversation conversation) =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await conversation.RunAsync(new TimedPipe(new WebSocketPipe(socket), wire), http.RequestAborted);
        });
        await service.StartAsync(ct);
        return service;
    }
}
