using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>Whatever sequence of work is tried, decisions.md §2 holds. A sequence that breaks it prints its seed and its shortest form.</summary>
public sealed class SeparationOfDutiesUnderAttackTests
{
    private const int Many = 100_000;
    private const int Length = 40;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void A_hundred_thousand_sequences_of_work_break_no_rule()
    {
        Parallel.For(0, Many, number =>
        {
            var steps = Sequences.Of((ulong)number, Length);
            if (RuleDesk.Breach(steps) is { } breach)
            {
                var shortest = Sequences.Shrink(steps, part => RuleDesk.Breach(part) is not null);
                Assert.Fail($"Seed {number}: {breach}\n{string.Join('\n', shortest)}");
            }
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"Size: separation of duties by its rules: {Many:N0} sequences of {Length} steps.");
    }

    /// <summary>A search in which nothing succeeds would find nothing.</summary>
    [Fact]
    public void Much_of_what_is_tried_succeeds()
    {
        var (succeeded, of) = (0, 1000);
        for (ulong seed = 0; seed < (ulong)of; seed++)
        {
            var desk = new RuleDesk(new Oracle(), DutyLedger.Decide);
            desk.SetUp();
            foreach (var step in Sequences.Of(seed, Length))
            {
                desk.Try(step);
            }

            succeeded += desk.Succeeded;
        }

        Assert.True(succeeded > of * 3, $"only {succeeded} steps of {of * Length} succeeded");
    }

    /// <summary>Proof that the search can find: each hole in the ledger's rules is found among few sequences, and shrunk to few steps.</summary>
    [Theory]
    [InlineData(DutySide.Sponsor, DutySide.Agent)]
    [InlineData(DutySide.Agent, DutySide.Sponsor)]
    [InlineData(DutySide.Subject, DutySide.Agent)]
    public void A_hole_in_the_rules_is_found_and_its_sequence_shrunk(DutySide taken, DutySide wanted)
    {
        Refusal? Holed(Guid profile, Guid person, DutySide? has, DutySide asks) =>
            asks == wanted && (has == taken || (taken is DutySide.Subject && profile == person)) ? null : DutyLedger.Decide(profile, person, has, asks);

        for (ulong seed = 0; seed < Many; seed++)
        {
            var steps = Sequences.Of(seed, Length);
            if (RuleDesk.Breach(steps, Holed) is not null)
            {
                var shortest = Sequences.Shrink(steps, part => RuleDesk.Breach(part, Holed) is not null);

                Assert.InRange(shortest.Count, 1, 4);
                Assert.NotNull(RuleDesk.Breach(shortest, Holed));
                Assert.Null(RuleDesk.Breach(shortest));
                return;
            }
        }

        Assert.Fail("The hole was not found.");
    }

    /// <summary>The verbs themselves, on both engines; people, roles and history stay from one sequence to the next.</summary>
    [Theory]
    [EveryEngine]
    public async Task Hundreds_of_sequences_of_real_work_break_no_rule_on_either_engine(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var oracle = new Oracle();
        var desk = new EngineDesk(given, oracle);
        await desk.SetUpAsync();
        var tried = new List<Step>();
        for (ulong seed = 0; seed < 200; seed++)
        {
            await desk.ArriveAsync();
            foreach (var step in Sequences.Of(seed, 8))
            {
                tried.Add(step);
                await desk.TryAsync(step);
                Assert.True(oracle.Breach is null, $"Seed {seed}, after all before it: {oracle.Breach}\n{string.Join('\n', tried.TakeLast(8))}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Size: separation of duties on {engine}: {desk.Tried} steps of real work, of which {desk.Succeeded} succeeded.");
        Assert.True(desk.Succeeded * 8 > desk.Tried, $"only {desk.Succeeded} of {desk.Tried} steps succeeded");
    }

    [Theory]
    [EveryEngine]
    public async Task Of_two_agents_who_accept_one_request_at_once_one_is_refused(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, one, other) = (await given.ASponsor(), await given.AnRaAgent(), await given.AnRaAgent(name: "Kirsty Agent"));
        var (dispenser, counter) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"));
        for (var i = 0; i < 10; i++)
        {
            var subject = await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, counter);
            await given.With((RaiseAssignment raise) => raise.ExecuteAsync(new RaiseAssignmentRequest { ProfileId = subject.ProfileId, PositionId = dispenser, StartsOn = given.Today, Note = "Needed" }, sponsor, None));
            var request = await given.InDb(db => db.AccessRequests.Where(r => r.SubjectId == subject.ProfileId).Select(r => r.Id).SingleAsync());

            var both = await Task.WhenAll(new[] { one, other }.Select(agent => given.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = request }, agent, None))));

            Assert.Single(both, outcome => outcome.Refusal is null);
        }
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_becomes_sponsor_and_checker_by_two_appointments_at_once(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (one, other) = (await PositionLifeTests.AManager(given), await PositionLifeTests.AManager(given, "Piet Manager"));
        var sponsor = await given.ASponsor();
        var counter = await given.APosition(Given.Given.Pharmacy, "Counter", "R8008");
        var (sponsoring, checking) = (await given.APosition(Given.Given.Pharmacy, "Second sponsor", "R8008", "B1300"), await given.APosition(Given.Given.Pharmacy, "Second checker", "R8008", "B0267"));
        for (var i = 0; i < 10; i++)
        {
            var subject = await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, counter);

            Task<Outcome<Guid>> Appoint(Actor manager, Guid position) => given.With((AssignPosition assign) => assign.ExecuteAsync(
                new AssignPositionRequest { ProfileId = subject.ProfileId, PositionId = position, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "Letter" }, manager, None));
            var both = await Task.WhenAll(Appoint(one, sponsoring), Appoint(other, checking));

            Assert.Single(both, outcome => outcome.Refusal is null);
        }
    }

    [Fact]
    public void A_seed_means_the_same_sequence_for_ever() =>
        Assert.Equal(Sequences.Of(42, 3), [.. Sequences.Of(42, 10).Take(3)]);
}
