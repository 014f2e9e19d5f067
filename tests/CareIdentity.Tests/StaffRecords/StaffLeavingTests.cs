using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.StaffRecords;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.StaffRecords;

/// <summary>Access that a staff record ends: at once, on a day ahead, with another position; and what becomes of a day that is put off.</summary>
public sealed class StaffLeavingTests
{
    private static CancellationToken None => StaffRecordGiven.None;

    [Theory, EveryEngine]
    public async Task A_leaver_loses_access_with_the_record_and_the_profile_closes_when_nothing_else_is_held(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        Assert.Equal(StaffEffect.Changed, (await given.Receive(given.Told())).Value.Effect);

        var left = (await given.Receive(given.Told(2) with { LeavesOn = given.Ra.Today })).Value;

        Assert.Equal(StaffEffect.Left, left.Effect);
        Assert.Contains("is closed", left.Words, StringComparison.Ordinal);
        Assert.Equal((0, ProfileState.Closed), (await given.Holds(asha), await given.Batch.StateOf(asha)));
        Assert.Equal(1, await given.Batch.Events("ProfileClosed", asha));
        Assert.Empty(await given.Ra.With((OwnedFieldQueries q) => q.OfAsync(asha, None)));
        Assert.Equal(StaffRecordState.Left, (await given.Record()).State);

        // Back again: nothing opens by itself.
        var back = (await given.Receive(given.Told(3))).Value;
        Assert.Equal((StaffEffect.Conflict, StaffConflictKind.AlreadyLeft), (back.Effect, back.Conflicts[0].Kind));
        Assert.Equal(ProfileState.Closed, await given.Batch.StateOf(asha));
    }

    [Theory, EveryEngine]
    public async Task A_leaver_who_works_elsewhere_loses_this_site_only(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        var elsewhere = await given.Ra.APosition(OtherPharmacy, "Dispenser", "R8003");
        var sponsor = await given.Ra.ASponsor(OtherPharmacy, "Olga Other");
        _ = (await given.Ra.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = asha, PositionId = elsewhere, StartsOn = given.Ra.Today, SponsorId = sponsor.ProfileId, Reason = "Saturdays" }, given.Agent, None))).Value;

        // HR says it before it ever named her: found by number, though the line has no names.
        var told = given.Told() with { LeavesOn = given.Ra.Today.AddDays(-1), StartsOn = null, StaffPosition = null, Person = new PersonalDetails { GivenName = "", FamilyName = "", NationalInsuranceNumber = StaffRecordGiven.Ashas } };
        var left = (await given.Receive(told)).Value;

        Assert.Contains("stays open", left.Words, StringComparison.Ordinal);
        Assert.Equal((1, ProfileState.Verified), (await given.Holds(asha), await given.Batch.StateOf(asha)));
    }

    [Theory, EveryEngine]
    public async Task A_leaving_day_ahead_ends_access_on_that_day_and_the_profile_after_it(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        var last = given.Ra.Today.AddDays(10);

        _ = (await given.Receive(given.Told() with { LeavesOn = last })).Value;

        Assert.Equal(last, await given.Ra.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == asha).Select(a => a.ExpiresOn).SingleAsync(None)));
        Assert.Equal(0, (await given.LookAfter()).Value.Left);
        given.Ra.Clock.Advance(TimeSpan.FromDays(11));
        Assert.Equal(1, (await given.LookAfter()).Value.Left);
        Assert.Equal(ProfileState.Closed, await given.Batch.StateOf(asha));
    }

    [Theory, EveryEngine]
    public async Task A_leaving_day_that_is_put_off_is_asked_for(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        var last = given.Ra.Today.AddDays(10);
        _ = (await given.Receive(given.Told() with { LeavesOn = last })).Value;

        var stays = (await given.Receive(given.Told(2))).Value;

        Assert.Equal((StaffEffect.Requested, last), (stays.Effect, await End()));
        var asked = Assert.Single(await given.Requests());
        Assert.Equal((RequestKind.ChangeAssignment, (DateOnly?)null, given.Sponsor.ProfileId), (asked.Kind, asked.ExpiresOn, asked.RaisedBy));
        Assert.Null((await given.Ra.With((AcceptChange accept) => accept.ExecuteAsync(new AcceptChangeRequest { RequestId = asked.Id }, given.Agent, None))).Refusal);
        Assert.Null(await End());
        Task<DateOnly?> End() => given.Ra.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == asha).Select(a => a.ExpiresOn).SingleAsync(None));
    }

    [Theory, EveryEngine]
    public async Task Another_position_ends_the_one_before_and_is_asked_for(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        await given.Mapped(StaffRecordGiven.Counter, counter);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());

        var moved = (await given.Receive(given.Told(2) with { StaffPosition = StaffRecordGiven.Counter })).Value;

        Assert.Equal(StaffEffect.Requested, moved.Effect);
        Assert.Equal(0, await given.Holds(asha));
        Assert.Equal(counter, Assert.Single(await given.Requests()).PositionId);
    }

    [Theory, EveryEngine]
    public async Task What_was_asked_for_about_another_last_day_is_withdrawn(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        _ = await given.AshaIsKnown(given.DispenserPosition);
        DateOnly Day(int days) => given.Ra.Today.AddDays(days);
        async Task Told(long sequence, DateOnly? leaves) => _ = (await given.Receive(given.Told(sequence) with { LeavesOn = leaves })).Value;
        async Task<DateOnly?[]> Open() => [.. (await given.Requests()).Where(r => r.State is RequestState.Open).Select(r => r.ExpiresOn)];

        await Told(1, Day(10));
        await Told(2, Day(20));
        Assert.Equal([Day(20)], await Open());
        await Told(3, Day(30));
        Assert.Equal([Day(30)], await Open());
        await Told(4, null);
        Assert.Equal([null], await Open());
        await Told(5, Day(10));
        Assert.Empty(await Open());
    }
}
