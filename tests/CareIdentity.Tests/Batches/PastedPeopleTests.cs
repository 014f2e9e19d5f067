using CareIdentity.Access;
using CareIdentity.Batches;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.Batches;

/// <summary>More people than anybody waits for become a batch, which does to each what is done to one.</summary>
public sealed class PastedPeopleTests
{
    private const string Name = "Counter, \"nights\"\nand weekends";

    private static CancellationToken None => BatchGiven.None;

    [Theory, EveryEngine]
    public async Task They_are_given_the_position_moved_to_a_last_day_and_lose_it_each_by_a_batch(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var (dispenser, counter) = (await given.Ra.ADispenserPosition(), await given.Ra.APosition(Pharmacy, Name, "R8008"));
        var (asha, nadia) = (await given.Ra.Somebody("Asha Patel", Pharmacy, dispenser), await given.Ra.Somebody("Nadia Khan", Pharmacy, dispenser));
        UserUuid[] people = [await given.UuidOf(asha), await given.UuidOf(nadia), await given.UuidOf(given.Manager)];
        var last = given.Ra.Today.AddDays(40);

        var giving = (await HandOver(given, counter, PastedWork.Give, people)).Value;
        Assert.Equal(0, await given.Events("PositionAssigned", asha.ProfileId));
        var lines = await CarriedOut(given, giving);
        Assert.Equal([null, null, "duty.own-profile"], lines.Select(line => line.Code));
        Assert.Equal(1, await given.Events("PositionAssigned", asha.ProfileId));
        Assert.Equal($"{Name}, 3 people.csv", (await given.View(giving)).FileName);

        var ended = await CarriedOut(given, (await HandOver(given, counter, PastedWork.EndOn, people[..2], last: last)).Value);
        Assert.All(ended, line => Assert.Null(line.Code));
        Assert.Equal(last, await LastDay(given, nadia, counter));

        var removed = await CarriedOut(given, (await HandOver(given, counter, PastedWork.Remove, people[..2], last: last)).Value);
        Assert.All(removed, line => Assert.Equal(BatchLineState.Done, line.State));
        Assert.False(await given.Ra.InDb(db => db.PositionAssignments.AnyAsync(a => a.PositionId == counter && a.RemovedAt == null, None)));
        Assert.True(await given.Ra.InDb(db => db.PositionAssignments.AnyAsync(a => a.PositionId == dispenser && a.ProfileId == nadia.ProfileId && a.RemovedAt == null, None)));
    }

    [Theory, EveryEngine]
    public async Task What_could_not_be_meant_so_is_refused_and_becomes_no_batch(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        UserUuid[] people = [await given.UuidOf(given.Sponsor)];
        var many = Enumerable.Range(0, PeopleByUuid.Most + 1).Select(i => UserUuid.Parse($"9{i:D11}")).ToList();
        var agent = await given.Ra.AnRaAgent();
        var foreign = await given.Ra.Somebody("Dawn Devon", OtherRa, await given.Ra.APosition(OtherRa, "RA Manager", "R5080"), RaRole.RaManager);

        Assert.Equal("position.not-found", (await HandOver(given, Guid.NewGuid(), PastedWork.Give, people)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await HandOver(given, counter, PastedWork.Give, people, by: agent)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await HandOver(given, counter, PastedWork.Give, people, by: given.Sponsor)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await HandOver(given, counter, PastedWork.Give, people, by: foreign)).Refusal?.Code);
        Assert.Equal("many.nobody", (await HandOver(given, counter, PastedWork.Give, [])).Refusal?.Code);
        Assert.Equal("many.too-many-pasted", (await HandOver(given, counter, PastedWork.Give, many)).Refusal?.Code);
        Assert.Equal("batch.last-day-needed", (await HandOver(given, counter, PastedWork.EndOn, people)).Refusal?.Code);
        Assert.Equal("assignment.sponsor-needed", (await HandOver(given, counter, PastedWork.Give, people, sponsor: Guid.NewGuid())).Refusal?.Code);
        Assert.Equal("batch.reason-missing", (await HandOver(given, counter, PastedWork.Give, people, reason: " ")).Refusal?.Code);
        await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        Assert.Equal("batch.position-not-one", (await HandOver(given, counter, PastedWork.Give, people)).Refusal?.Code);
        Assert.Equal(0, await given.Ra.InDb(db => db.Batches.CountAsync(None)));
    }

    private static Task<Outcome<Guid>> HandOver(
        BatchGiven given, Guid position, PastedWork work, IReadOnlyList<UserUuid> people, DateOnly? last = null, Actor? by = null, Guid? sponsor = null, string reason = "Flu season") =>
        given.Ra.With((PastedPeople pasted) => pasted.HandOverAsync(
            new PastedPeopleRequest
            {
                PositionId = position,
                Work = work,
                People = people,
                SponsorId = sponsor ?? given.Sponsor.ProfileId,
                StartsOn = given.Ra.Today,
                ExpiresOn = last,
                Reason = reason,
            },
            by ?? given.Manager,
            None));

    private static async Task<IReadOnlyList<BatchLineView>> CarriedOut(BatchGiven given, Guid batch)
    {
        Assert.Equal(BatchState.Checked, (await given.Work(batch)).State);
        Assert.Null((await given.Steer(batch, BatchMove.Start)).Refusal);
        Assert.Equal(BatchState.Done, (await given.Work(batch)).State);
        return await given.Lines(batch);
    }

    private static Task<DateOnly?> LastDay(BatchGiven given, Actor person, Guid position) =>
        given.Ra.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == person.ProfileId && a.PositionId == position).Select(a => a.ExpiresOn).SingleAsync(None));
}
