using System.Diagnostics;
using System.Security.Cryptography;
using CareIdentity.Cards.Virtual;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Keys;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Smartcards.Faults;

/// <summary>
/// At every single command of every kind of operation something goes wrong; the work is taken up again as the product offers it, and then
/// register, card, certificate authority and history agree. On both engines everything goes wrong at every command that can change a card.
/// At one that only asks, "before" and "after" are the same; there everything else goes wrong on SQLite, and one thing in turn on PostgreSQL.
/// </summary>
public abstract class EveryCommand
{
    private const string Old = "482916";
    private const string New = "736251";
    private const int MostAttempts = 4;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly CardFailure[] Failures = Enum.GetValues<CardFailure>();
    private static readonly CardFailure[] WhereNothingChanges = [.. Failures.Except([CardFailure.PowerCutBefore, CardFailure.LinkDroppedAfter])];

    protected abstract IReadOnlyList<CardOperationKind> Kinds { get; }

    [Theory]
    [EveryEngine]
    public async Task Whatever_goes_wrong_at_any_command_register_card_and_authority_agree_after_it_was_taken_up(EngineUnderTest engine)
    {
        using var keys = new WatchedKeyStore();
        await using var given = await GivenCards.Async(engine, keys, policy: new RaPolicy
        {
            CertificateYears = 1,
            RenewalWindowDays = 366,
            SelfRenewals = int.MaxValue,
            SessionIdleMinutes = 1_000_000,
            SessionHours = 1_000_000,
        });
        var desk = await FaultDesk.OpenAsync(given);
        CardFailure[] AtQuestion(int at) => engine.Engine is Engine.Sqlite ? WhereNothingChanges : [WhereNothingChanges[at % WhereNothingChanges.Length]];
        var (broken, cases, watch) = (new List<string>(), 0, Stopwatch.StartNew());
        foreach (var kind in Kinds)
        {
            var commands = await CommandsAsync(desk, kind, broken);
            var before = cases;
            for (var at = 1; at <= commands.Count; at++)
            {
                foreach (var what in Instruction.MayWrite(commands[at - 1]) ? Failures : AtQuestion(at))
                {
                    cases++;
                    broken.AddRange((await TryAsync(desk, kind, at, what)).Select(b => $"{kind}, command {at}, {what}: {b}"));
                }
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{engine.Engine}: {kind}: {commands.Count} commands, {cases - before} cases, {watch.Elapsed.TotalSeconds:0.0} s so far");
        }

        broken.AddRange(await UnrecordedAsync(given, keys));
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine.Engine}: {cases} cases");
        Assert.True(broken.Count == 0, $"{broken.Count} of {cases} cases:\n{string.Join('\n', broken.Take(60))}");
    }

    /// <summary>The same work when nothing goes wrong: which commands it takes, and what they may carry.</summary>
    private static async Task<IReadOnlyList<byte>> CommandsAsync(FaultDesk desk, CardOperationKind kind, List<string> broken)
    {
        var subject = await desk.SubjectAsync(kind);
        var reader = FaultDesk.Reader(subject, kind, Old, null);
        var done = await desk.RunAsync(await desk.StartAsync(kind, subject), reader);
        broken.AddRange(done.Refusal is { } refusal ? [$"{kind} is refused: {refusal.Code} {refusal.Why}"] : []);
        broken.AddRange((await desk.SettleAsync(kind, subject, [reader])).Select(b => $"{kind}: {b}"));
        return [.. reader.Seen.Select(command => command.Sent.Ins)];
    }

    private static async Task<List<string>> TryAsync(FaultDesk desk, CardOperationKind kind, int at, CardFailure what)
    {
        var subject = await desk.SubjectAsync(kind);
        var operation = await desk.StartAsync(kind, subject);
        var readers = new List<FailingReader> { FaultDesk.Reader(subject, kind, Old, (at, what)) };
        var outcome = await desk.RunUntilKilledAsync(operation, readers[0]);
        var broken = await desk.AtRestAsync(subject);
        for (var attempt = 1; outcome is not null && attempt <= MostAttempts; attempt++)
        {
            readers.Add(FaultDesk.Reader(subject, kind, outcome.Code == "smartcard.wrong-passcode" ? New : Old, null));
            outcome = await desk.ContinueAsync(operation.OperationId, kind, readers[^1]);
        }

        broken.AddRange(outcome is null ? [] : [$"it cannot be finished: {outcome.Code} {outcome.Why}"]);
        broken.AddRange(await desk.SettleAsync(kind, subject, readers));
        return broken;
    }

    /// <summary>No signature without a record that was there before it, none twice, and no serial number or key twice.</summary>
    private static async Task<List<string>> UnrecordedAsync(GivenCards given, WatchedKeyStore keys)
    {
        var recorded = await given.Ra.InDb(db => db.Certificates.AsNoTracking().Select(c => c.ToBeSigned).ToListAsync());
        var digests = recorded.Select(tbs => Convert.ToHexString(SHA256.HashData(tbs))).ToHashSet();
        var signed = keys.Digests.Select(Convert.ToHexString).ToList();
        return
        [
            .. signed.Where(digest => !digests.Contains(digest)).Select(_ => "something was signed that is in no record"),
            .. signed.Count == signed.Distinct().Count() ? Array.Empty<string>() : ["something was signed twice"],
        ];
    }
}
