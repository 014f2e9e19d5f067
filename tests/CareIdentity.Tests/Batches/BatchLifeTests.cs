using CareIdentity.Access;
using CareIdentity.Batches;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.Batches;

/// <summary>Each kind of file from upload to undoing, and that nothing becomes possible by file that is refused one by one.</summary>
public sealed class BatchLifeTests
{
    private const string AssignHeader = "uuid,organisation,position,first_day,last_day,sponsor,reason\r\n";

    private static CancellationToken None => BatchGiven.None;

    [Theory, EveryEngine]
    public async Task Positions_are_given_by_file_under_the_rules_of_one_and_taken_back_as_one(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var (dispenser, counter) = (await given.Ra.ADispenserPosition(), await given.Ra.APosition(Pharmacy, "Counter", "R8008"));
        await given.Ra.APosition(Pharmacy, "ID checker", "R8008", "B0267");
        var asha = await given.Ra.Somebody("Asha Patel", Pharmacy, counter);
        var nadia = await given.Ra.Somebody("Nadia Khan", Pharmacy, counter);
        var carl = await given.Ra.Somebody("Carl Closed", Pharmacy, counter);
        _ = await given.Ra.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = carl.ProfileId, Reason = "Left" }, given.Manager, None));
        var (a, n, s, m) = (await given.UuidOf(asha), await given.UuidOf(nadia), await given.UuidOf(given.Sponsor), await given.UuidOf(given.Manager));
        var day = $"{given.Ra.Today:yyyy-MM-dd}";
        var file = AssignHeader
            + $"{a.Spoken},FW844,Dispenser,{day},{given.Ra.Today.AddYears(1):dd/MM/yyyy},{s},\r\n"
            + $"{n},fw844,Dispenser,{day},,{s},Saturdays\r\n"
            + $"{n},FW844,Dispenser,{day},,{s},\r\n"
            + $"{await given.UuidOf(carl)},FW844,Dispenser,{day},,{s},\r\n"
            + $"{m},FW844,Dispenser,{day},,{s},\r\n"
            + $"{s},FW844,ID checker,{day},,{s},\r\n"
            + $"{a},FZ999,Dispenser,{day},,{s},\r\n"
            + $"{a},FW844,Nobody's,{day},,{s},\r\n"
            + $"12345,FW844,Dispenser,{day},,{s},\r\n"
            + $"{a},FW844,Dispenser,soon,,{s},\r\n"
            + $"{a},FW844,Dispenser,{day},,{n},\r\n"
            + $"{a},FW844,Dispenser,2020-01-01,,{s},\r\n"
            + ",FW844,Dispenser,,,,\r\n";

        var batch = (await given.Upload(BatchKind.Assign, file)).Value;
        var check = await given.Work(batch);
        var found = await given.Lines(batch);
        Assert.Equal((BatchState.Checked, 13, 11, 2), (check.State, check.Lines, check.Bad, check.Ready));
        Assert.Equal(
            [null, null, "assignment.already-held", "profile.closed", "duty.own-profile", "access.sponsor-and-agent", "position.not-found", "position.not-found",
             "batch.cell-unreadable", "batch.cell-unreadable", "assignment.not-a-sponsor", "assignment.start-in-past", "batch.cell-needed"],
            found.Select(line => line.Code));
        Assert.Contains("nothing → Dispenser at FW844", found[0].Effect, StringComparison.Ordinal);
        Assert.StartsWith("Column first_day:", found[9].Message, StringComparison.Ordinal);
        Assert.Equal(0, await given.Events("PositionAssigned", asha.ProfileId));

        Assert.Null((await given.Steer(batch, BatchMove.Start)).Refusal);
        var done = await given.Work(batch);
        Assert.Equal((BatchState.Done, 2, 0), (done.State, done.Done, done.Refused));
        var held = await given.Ra.With((PositionQueries q) => q.OfProfileAsync(nadia.ProfileId, None));
        Assert.Contains(held, h => h.PositionName == "Dispenser" && h.SponsoredBy == "Sam Sponsor");
        Assert.Equal(1, await given.Events("PositionAssigned", nadia.ProfileId));

        var nadias = await given.Ra.InDb(db => db.PositionAssignments.Where(x => x.ProfileId == nadia.ProfileId && x.PositionId == dispenser).Select(x => x.Id).SingleAsync(None));
        _ = await given.Ra.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = nadias, ExpiresOn = given.Ra.Today.AddDays(9), Reason = "Shorter" }, given.Manager, None));
        await given.Undone(batch);
        var after = await given.Lines(batch);
        Assert.Equal((BatchLineState.Undone, BatchLineState.Done, "batch.changed-since"), (after[0].State, after[1].State, after[1].Code));
        Assert.Equal(1, await given.Events("AssignmentRemoved", asha.ProfileId));
        Assert.Equal(0, await given.Events("AssignmentRemoved", nadia.ProfileId));
    }

    [Theory, EveryEngine]
    public async Task Positions_end_by_file_and_come_back(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var dispenser = await given.Ra.ADispenserPosition();
        var (asha, nadia) = (await given.Ra.Somebody("Asha Patel", Pharmacy, dispenser), await given.Ra.Somebody("Nadia Khan", Pharmacy, dispenser));
        var file = $"uuid,organisation,position,last_day\n{await given.UuidOf(asha)},FW844,Dispenser,\n{await given.UuidOf(nadia)},FW844,Dispenser,{given.Ra.Today.AddDays(30):yyyy-MM-dd}\n";

        var batch = await given.Carried(BatchKind.End, file);

        Assert.False(await IsHeld(given, asha));
        Assert.Equal(given.Ra.Today.AddDays(30), await EndOf(given, nadia));
        await given.Undone(batch);
        Assert.True(await IsHeld(given, asha));
        Assert.Null(await EndOf(given, nadia));
        Assert.Equal(1, await given.Events("AssignmentRestored", asha.ProfileId));
    }

    [Theory, EveryEngine]
    public async Task What_ended_again_for_another_reason_is_not_given_back(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var dispenser = await given.Ra.ADispenserPosition();
        var (asha, nadia) = (await given.Ra.Somebody("Asha Patel", Pharmacy, dispenser), await given.Ra.Somebody("Nadia Khan", Pharmacy, dispenser));
        var ended = await given.Carried(BatchKind.End, $"uuid,organisation,position,last_day\n{await given.UuidOf(asha)},FW844,Dispenser,\n");
        var closed = await given.Carried(BatchKind.Close, $"uuid,reason\n{await given.UuidOf(nadia)},Left\n");
        var held = await given.Ra.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == asha.ProfileId).Select(a => a.Id).SingleAsync(None));
        Assert.Null((await given.Ra.With((RestoreAssignment restore) => restore.ExecuteAsync(new RestoreAssignmentRequest { AssignmentId = held, Reason = "A mistake" }, given.Manager, None))).Refusal);
        Assert.Null((await given.Ra.With((RemoveAssignment remove) => remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = held, Reason = "Left for good" }, given.Manager, None))).Refusal);
        Assert.Null((await given.Ra.With((ReopenProfile reopen) => reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = nadia.ProfileId, Reason = "A mistake" }, given.Manager, None))).Refusal);
        Assert.Null((await given.Ra.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = nadia.ProfileId, Reason = "Struck off" }, given.Manager, None))).Refusal);

        await given.Undone(ended);
        await given.Undone(closed);

        Assert.False(await IsHeld(given, asha));
        Assert.Equal(ProfileState.Closed, await given.StateOf(nadia.ProfileId));
        Assert.Equal(("batch.changed-since", "batch.changed-since"), ((await given.Lines(ended))[0].Code, (await given.Lines(closed))[0].Code));
    }

    [Theory, EveryEngine]
    public async Task Details_change_by_file_and_profiles_close_and_both_are_undone(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        var (asha, nadia) = (await given.Ra.Somebody("Asha Patel", Pharmacy, counter), await given.Ra.Somebody("Nadia Khan", Pharmacy, counter));
        var change = $"uuid,family_name,email,mobile\n{await given.UuidOf(asha)},Sharma,asha@nhs.net,07700 900111\n{await given.UuidOf(nadia)},,not an address,\n{await given.UuidOf(nadia)},,,\n";

        var changed = await given.Carried(BatchKind.Change, change);
        var closed = await given.Carried(BatchKind.Close, $"uuid,reason\n{await given.UuidOf(nadia)},Left\n{await given.UuidOf(given.Manager)},Me\n");

        Assert.Equal([null, "batch.cell-unreadable", "profile.nothing-changed"], (await given.Lines(changed)).Select(l => l.Code));
        Assert.Contains("FamilyName Patel → Sharma", (await given.Lines(changed))[0].Effect, StringComparison.Ordinal);
        Assert.Equal([null, "duty.own-profile"], (await given.Lines(closed)).Select(l => l.Code));
        Assert.Contains("ends: Position Counter", (await given.Lines(closed))[0].Effect, StringComparison.Ordinal);
        Assert.Equal(ProfileState.Closed, await given.StateOf(nadia.ProfileId));
        await given.Undone(changed);
        await given.Undone(closed);
        Assert.Equal("Patel", await given.Ra.InDb(db => db.Profiles.Where(p => p.Id == asha.ProfileId).Select(p => p.FamilyName).SingleAsync(None)));
        Assert.Equal(ProfileState.Verified, await given.StateOf(nadia.ProfileId));
        Assert.False(await IsHeld(given, nadia));
    }

    [Theory, EveryEngine]
    public async Task A_sponsor_asks_for_many_new_people_and_takes_it_back(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        await given.Ra.ADispenserPosition();
        var asha = await given.Ra.Somebody("Asha Patel", Pharmacy, await given.Ra.APosition(Pharmacy, "Counter", "R8008"));
        var born = await given.Ra.InDb(db => db.Profiles.Where(p => p.Id == asha.ProfileId).Select(p => p.DateOfBirth).SingleAsync(None));
        var header = "organisation,given_name,family_name,date_of_birth,position,first_day,different_from\n";
        var file = header
            + $"FW844,Tomasz,Wójcik,17/05/1990,Dispenser,{given.Ra.Today.AddDays(7):yyyy-MM-dd},\n"
            + "FW844,Tomasz,Wojcik,1990-05-17,,,\n"
            + $"FW844,Asha,Patel,{born:yyyy-MM-dd},,,\n"
            + $"FW844,Asha,Patel,{born:yyyy-MM-dd},,,{await given.UuidOf(asha)}\n"
            + "RA1DO,Some,Body,1990-05-17,,,\n"
            + "FW844,Ann,Young,2024-01-01,,,\n";

        Assert.Equal("access.not-allowed", (await given.Upload(BatchKind.Create, file)).Refusal?.Code);
        var batch = await given.Carried(BatchKind.Create, file, given.Sponsor);

        Assert.Equal([null, "batch.same-line", "batch.possible-duplicates", null, "access.out-of-scope", "profile.date-of-birth-unlikely"], (await given.Lines(batch)).Select(l => l.Code));
        Assert.Equal(3, await given.Ra.InDb(db => db.AccessRequests.CountAsync(r => r.State == RequestState.Open, None)));
        await given.Undone(batch, given.Sponsor);
        Assert.Equal(0, await given.Ra.InDb(db => db.AccessRequests.CountAsync(r => r.State == RequestState.Open, None)));
    }

    [Theory, EveryEngine]
    public async Task What_changes_between_check_and_work_is_refused_and_said(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        var (asha, nadia) = (await given.Ra.Somebody("Asha Patel", Pharmacy, counter), await given.Ra.Somebody("Nadia Khan", Pharmacy, counter));
        var batch = (await given.Upload(BatchKind.Close, $"uuid\n{await given.UuidOf(asha)}\n{await given.UuidOf(nadia)}\n")).Value;
        Assert.Equal("batch.not-now", (await given.Steer(batch, BatchMove.Start)).Refusal?.Code);
        Assert.Equal(2, (await given.Work(batch)).Ready);

        _ = await given.Ra.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = asha.ProfileId, Reason = "Left" }, given.Manager, None));
        Assert.Equal("access.not-allowed", (await given.Steer(batch, BatchMove.Start, given.Sponsor)).Refusal?.Code);
        Assert.Null((await given.Steer(batch, BatchMove.Start)).Refusal);
        var done = await given.Work(batch);

        Assert.Equal((1, 1), (done.Done, done.Refused));
        Assert.Equal(["profile.closed", null], (await given.Lines(batch)).Select(l => l.Code));
        given.Ra.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal("batch.too-late-to-undo", (await given.Steer(batch, BatchMove.Undo)).Refusal?.Code);
        Assert.Equal("batch.not-found", (await given.Steer(Guid.NewGuid(), BatchMove.Undo)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task It_is_paused_goes_on_and_can_be_given_up(EngineUnderTest engine)
    {
        await using var given = await BatchGiven.Async(engine);
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        var people = new List<Actor>();
        for (var i = 0; i < 3; i++)
        {
            people.Add(await given.Ra.Somebody($"Person{(char)('A' + i)} Leaver", Pharmacy, counter));
        }

        var file = "uuid\n" + string.Concat((await Task.WhenAll(people.Select(given.UuidOf))).Select(uuid => $"{uuid}\n"));
        var batch = (await given.Upload(BatchKind.Close, file)).Value;
        await given.Work(batch);
        Assert.Null((await given.Steer(batch, BatchMove.Start)).Refusal);
        Assert.True(await (await given.ANode()).StepAsync(batch, 1, None));
        Assert.Null((await given.Steer(batch, BatchMove.Pause)).Refusal);
        Assert.False(await (await given.ANode()).WorkAsync(None));
        Assert.Equal((BatchState.Paused, 1, 2), ((await given.View(batch)).State, (await given.View(batch)).Done, (await given.View(batch)).Ready));

        Assert.Null((await given.Steer(batch, BatchMove.Start)).Refusal);
        Assert.Equal(3, (await given.Work(batch)).Done);
        var other = (await given.Upload(BatchKind.Close, file)).Value;
        Assert.Null((await given.Steer(other, BatchMove.Withdraw)).Refusal);
        Assert.False(await (await given.ANode()).WorkAsync(None));
        var nothing = (await given.Upload(BatchKind.Close, "uuid\n1\n")).Value;
        await given.Work(nothing);
        Assert.Equal("batch.nothing-to-do", (await given.Steer(nothing, BatchMove.Start)).Refusal?.Code);
    }

    private static Task<bool> IsHeld(BatchGiven given, Actor holder) => given.Ra.InDb(db => db.PositionAssignments.AnyAsync(a => a.ProfileId == holder.ProfileId && a.RemovedAt == null, None));

    private static Task<DateOnly?> EndOf(BatchGiven given, Actor holder) =>
        given.Ra.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == holder.ProfileId).Select(a => a.ExpiresOn).SingleAsync(None));
}
