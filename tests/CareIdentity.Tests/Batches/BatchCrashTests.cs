using CareIdentity.Batches;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.Batches;

/// <summary>The node dies at each line, before and after the commit; another takes over, and no line is done twice or left out.</summary>
public sealed class BatchCrashTests
{
    private const int People = 5;

    [Theory, EveryEngine]
    public async Task No_line_is_done_twice_or_lost_wherever_the_node_dies(EngineUnderTest engine)
    {
        var death = new Death();
        await using var given = await BatchGiven.Async(engine, services => services.AddSingleton(death).AddScoped<IEndsWithProfile, DiesWhileEnding>());
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        for (var line = 0; line < People; line++)
        {
            foreach (var atOnce in new[] { 1, 2, People })
            {
                var people = new List<Actor>();
                for (var i = 0; i < People; i++)
                {
                    people.Add(await given.Ra.Somebody($"Somebody Leaver", Pharmacy, counter));
                }

                var batch = (await given.Upload(BatchKind.Close, "uuid\n" + string.Concat((await Task.WhenAll(people.Select(given.UuidOf))).Select(uuid => $"{uuid}\n")))).Value;
                death.Awaits(people[line].ProfileId);
                await DieAsync(given, batch, atOnce);
                Assert.Equal((BatchState.Checked, 0), ((await given.Work(batch)).State, (await given.View(batch)).Bad));

                Assert.Null((await given.Steer(batch, BatchMove.Start)).Refusal);
                death.Awaits(people[line].ProfileId);
                await DieAsync(given, batch, atOnce);
                var dead = await given.View(batch);
                Assert.Equal((BatchState.Running, line / atOnce * atOnce), (dead.State, dead.Done));
                Assert.Equal((BatchState.Done, People), ((await given.Work(batch)).State, (await given.View(batch)).Done));

                Assert.Null((await given.Steer(batch, BatchMove.Undo)).Refusal);
                Assert.True(await (await given.ANode()).StepAsync(batch, line + 1, BatchGiven.None));
                Assert.True(line + 1 == People || await (await given.ANode()).WorkAsync(BatchGiven.None));
                foreach (var person in people)
                {
                    Assert.Equal((1, 1), (await given.Events("ProfileClosed", person.ProfileId), await given.Events("ProfileReopened", person.ProfileId)));
                }
            }
        }
    }

    [Theory, EveryEngine]
    public async Task A_line_that_meets_a_fault_is_said_and_keeps_no_other_from_being_done(EngineUnderTest engine)
    {
        var death = new Death { Fault = true };
        await using var given = await BatchGiven.Async(engine, services => services.AddSingleton(death).AddScoped<IEndsWithProfile, DiesWhileEnding>());
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        var people = new[] { await given.Ra.Somebody("Asha Leaver", Pharmacy, counter), await given.Ra.Somebody("Nadia Leaver", Pharmacy, counter), await given.Ra.Somebody("Carl Leaver", Pharmacy, counter) };
        var batch = (await given.Upload(BatchKind.Close, "uuid\n" + string.Concat((await Task.WhenAll(people.Select(given.UuidOf))).Select(uuid => $"{uuid}\n")))).Value;
        await given.Work(batch);

        Assert.Null((await given.Steer(batch, BatchMove.Start)).Refusal);
        death.Awaits(people[1].ProfileId);
        var done = await given.Work(batch);

        Assert.Equal((2, 1), (done.Done, done.Refused));
        Assert.Equal([null, "batch.line-failed", null], (await given.Lines(batch)).Select(l => l.Code));
        Assert.Equal(ProfileState.Verified, await given.StateOf(people[1].ProfileId));
    }

    /// <summary>Two nodes at the same moment: one of them has the batch.</summary>
    [Theory, EveryEngine]
    public async Task A_batch_is_one_nodes_until_its_lease_is_over(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        var (asha, nadia) = (await given.Ra.Somebody("Asha Leaver", Pharmacy, counter), await given.Ra.Somebody("Nadia Leaver", Pharmacy, counter));
        var batch = (await given.Upload(BatchKind.Close, $"uuid\n{await given.UuidOf(asha)}\n{await given.UuidOf(nadia)}\n")).Value;
        var (one, other) = (await given.ANode(), await given.ANode());

        Assert.True(await one.StepAsync(batch, 1, BatchGiven.None));
        Assert.False(await other.StepAsync(batch, 1, BatchGiven.None));
        Assert.False(await other.WorkAsync(BatchGiven.None));
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(await other.WorkAsync(BatchGiven.None));
        Assert.Equal((BatchState.Checked, 2), ((await given.View(batch)).State, (await given.View(batch)).Ready));
    }

    private static async Task DieAsync(BatchGiven given, Guid batch, int atOnce)
    {
        var node = await given.ANode();
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            while (await node.StepAsync(batch, atOnce, BatchGiven.None))
            {
            }
        });
    }

    /// <summary>Whose line it is that the node does not survive, once.</summary>
    private sealed class Death
    {
        private Guid? awaited;

        /// <summary>A fault of the service each time, and not the end of the node.</summary>
        public bool Fault { get; init; }

        public void Awaits(Guid profile) => awaited = profile;

        public void Meet(Guid profile)
        {
            if (awaited != profile)
            {
                return;
            }

            if (Fault)
            {
                throw new InvalidOperationException("A fault of the test.");
            }

            awaited = null;
            throw new OperationCanceledException("The node is gone.");
        }
    }

    private sealed class DiesWhileEnding(Death death) : IEndsWithProfile
    {
        public Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

        public Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct)
        {
            death.Meet(profileId);
            return Task.CompletedTask;
        }
    }
}
