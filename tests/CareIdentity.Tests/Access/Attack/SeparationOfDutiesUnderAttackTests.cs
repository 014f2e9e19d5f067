using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
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
        for (ulong seed = 0; seed < 120; seed++)
        {
            await desk.ArriveAsync();
            foreach (var step in Sequences.Of(seed, 8))
            {
                tried.Add(step);
                await desk.TryAsync(step);
                Assert.True(oracle.Breach is null, $"Seed {seed}, after all before it: {oracle.Breach}\n{string.Join('\n', tried.TakeLast(8))}");
            }
        }

        var done = string.Join(", ", desk.Done.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}"));
        TestContext.Current.TestOutputHelper!.WriteLine($"Size: separation of duties on {engine}: {desk.Tried} steps of real work, of which {desk.Succeeded} succeeded: {done}.");
        Assert.True(desk.Succeeded * 5 > desk.Tried * 2, $"only {desk.Succeeded} of {desk.Tried} steps succeeded: {done}");
        Assert.True(Enum.GetValues<Attempt>().All(desk.Done.ContainsKey), $"something never succeeded: {done}");
    }

    [Fact]
    public void A_seed_means_the_same_sequence_for_ever() =>
        Assert.Equal(Sequences.Of(42, 3), [.. Sequences.Of(42, 10).Take(3)]);
}
