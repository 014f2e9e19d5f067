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

/// <summary>Starters, changes and leavers as a staff record tells of them: asked for, never granted by it; ended at once; nothing overwritten in silence.</summary>
public sealed class StaffRecordTests
{
    private static CancellationToken None => CancellationToken.None;

    [Theory, EveryEngine]
    public async Task A_starter_whom_nobody_knows_is_asked_for_in_the_name_of_the_sponsor_who_approved_the_mapping(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var told = given.Told() with { StartsOn = given.Ra.Today.AddDays(30) };

        var received = (await given.Receive(told)).Value;

        Assert.Equal((StaffEffect.Requested, 2), (received.Effect, received.Requests.Count));
        var asked = await given.Requests();
        Assert.Equal([RequestKind.CreateProfile, RequestKind.AssignPosition], asked.Select(r => r.Kind));
        Assert.All(asked, r => Assert.Equal((RequestSource.StaffRecord, given.Sponsor.ProfileId, DutySide.Sponsor), (r.Source, r.RaisedBy, r.RaisedBySide)));
        Assert.Equal(told.StartsOn, asked[1].StartsOn);

        // The sponsor of the mapping does not decide it; an ID checker does, and the record is then the profile's.
        var checker = await given.Ra.AnIdChecker();
        var person = GivenPeople.Verified(told.Person, given.Ra.Today);
        var registered = (await given.Ra.With((AcceptRegistration accept) => accept.ExecuteAsync(new AcceptRegistrationRequest { RequestId = asked[0].Id, Person = person }, checker, None))).Value;
        Assert.Equal(1, (await given.LookAfter()).Value.Linked);
        var record = await given.Record();
        Assert.Equal((StaffRecordState.Linked, registered.ProfileId, null), (record.State, record.ProfileId!.Value, record.Details));
        var owned = Assert.Single(await given.Ra.With((OwnedFieldQueries q) => q.OfAsync(registered.ProfileId, None)));
        Assert.Equal(("Riverside staff record", "1001"), (owned.Owner, owned.Reference));
        Assert.Equal(2, (await given.Requests()).Count);

        _ = (await given.Ra.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = asked[1].Id }, given.Agent, None))).Value;
        Assert.Equal(StaffEffect.Nothing, (await given.Receive(told with { Sequence = 2 })).Value.Effect);
    }

    [Theory, EveryEngine]
    public async Task A_mapping_needs_a_sponsor_of_the_site_who_did_not_propose_it_and_gives_no_ra_role(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var counter = await given.Ra.APosition(Pharmacy, "Counter", "R8008");
        var foreign = await given.Ra.APosition(OtherPharmacy, "Dispenser", "R8003");
        var staff = await given.Ra.APosition(Pharmacy, "Another sponsor", "R8008", "B1300");
        var mapping = (await given.Propose(StaffRecordGiven.Counter, counter)).Value;

        Assert.Equal("access.not-allowed", (await given.Decide(mapping, given.Manager)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await given.Decide(mapping, await given.Ra.ASponsor(OtherPharmacy, "Olga Other"))).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await given.Propose("X", counter, given.Sponsor)).Refusal?.Code);
        Assert.Equal(StaffRecordRefusals.NotItsSite.Code, (await given.Propose("X", foreign)).Refusal?.Code);
        Assert.Equal(StaffRecordRefusals.MappingGivesStaff.Code, (await given.Propose("X", staff)).Refusal?.Code);
        Assert.Equal(StaffRecordRefusals.MappingExists.Code, (await given.Propose(StaffRecordGiven.Counter, counter)).Refusal?.Code);
        await Assert.ThrowsAnyAsync<Exception>(() => given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update mapped_positions set decided_by = proposed_by where id = {mapping}", None)));

        Assert.Null((await given.Decide(mapping, given.Sponsor)).Refusal);
        Assert.Equal(StaffRecordRefusals.MappingDecided.Code, (await given.Decide(mapping, given.Sponsor)).Refusal?.Code);

        // Mapped anew, the one before makes way.
        await given.Mapped(StaffRecordGiven.Counter, given.DispenserPosition);
        Assert.Equal(1, await given.Ra.InDb(db => db.MappedPositions.CountAsync(m => m.StaffPosition == StaffRecordGiven.Counter && m.State == MappedPositionState.Approved, None)));
    }

    [Theory, EveryEngine]
    public async Task Somebody_known_is_found_by_number_and_name_and_their_position_is_asked_for_not_given(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown();

        var received = (await given.Receive(given.Told())).Value;

        var asked = Assert.Single(await given.Requests());
        Assert.Equal((StaffEffect.Requested, RequestKind.AssignPosition, asha), (received.Effect, asked.Kind, asked.SubjectId!.Value));
        Assert.Equal(0, await given.Holds(asha));
        var decidedBySponsor = await given.Ra.With((DutyLedger duties) => duties.WouldRefuseAsync(asha, given.Sponsor.ProfileId, DutySide.Agent, None));
        Assert.Equal("duty.sponsor-cannot-act", decidedBySponsor?.Code);
        _ = (await given.Ra.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = asked.Id }, given.Agent, None))).Value;
        Assert.Equal(1, await given.Holds(asha));
    }

    [Theory, EveryEngine]
    public async Task A_position_that_sponsors_may_give_is_given_at_once_in_the_name_of_the_sponsor(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        await given.Mapped(StaffRecordGiven.Counter, await given.Ra.APosition(Pharmacy, "Counter, assignable", "R8008"));
        var asha = await given.AshaIsKnown();

        var received = (await given.Receive(given.Told() with { StaffPosition = StaffRecordGiven.Counter })).Value;

        Assert.Equal((StaffEffect.Changed, 0), (received.Effect, received.Requests.Count));
        var held = await given.Ra.InDb(db => db.PositionAssignments.SingleAsync(a => a.ProfileId == asha, None));
        Assert.Equal((given.Sponsor.ProfileId, DutySide.Sponsor), (held.GrantedBy!.Value, held.GrantedBySide!.Value));
    }

    [Theory, EveryEngine]
    public async Task A_new_profile_that_was_closed_at_once_is_one_conflict_and_not_one_a_minute(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        _ = (await given.Receive(given.Told())).Value;
        var registration = (await given.Requests())[0];
        var asha = await given.AshaIsKnown();
        await given.Ra.InDb(async db =>
        {
            var request = await db.AccessRequests.FirstAsync(r => r.Id == registration.Id, None);
            db.Duties.Add(new Duty { ProfileId = asha, PersonId = request.RaisedBy, Side = DutySide.Sponsor, Since = given.Ra.Clock.GetUtcNow() });
            Assert.Null(request.Accept(given.Agent.ProfileId, given.Ra.Clock.GetUtcNow()));
            request.IsAbout(asha);
            new AuditTrail(db, given.Ra.Clock).Record(given.Agent, Reason.None, new ChangeAccepted { RequestId = request.Id, Reference = request.Reference, ProfileId = asha, Kind = request.Kind });
            return await db.SaveChangesAsync(None);
        });
        Assert.Null((await given.Ra.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = asha, Reason = "Never came" }, given.Manager, None))).Refusal);

        _ = await given.LookAfter();
        _ = await given.LookAfter();

        Assert.Equal(StaffConflictKind.AlreadyLeft, Assert.Single(await given.Conflicts()).Kind);
    }

    [Theory, EveryEngine]
    public async Task What_does_not_fit_is_a_conflict_and_changes_nothing(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        var told = given.Told();
        var other = NationalInsuranceNumber.TryParse("AB654321A", out var number) ? number : null;
        var uuid = await given.Ra.InDb(db => db.Profiles.Where(p => p.Id == asha).Select(p => p.Uuid).SingleAsync(None));
        async Task<StaffConflictKind> Kind(StaffTold said) => Assert.Single((await given.Receive(said)).Value.Conflicts).Kind;

        Assert.Equal(StaffConflictKind.NameDiffers, await Kind(told with { EmployeeNumber = "1", Person = told.Person with { FamilyName = "Smith" } }));
        Assert.Equal(StaffConflictKind.NumberDiffers, await Kind(told with { EmployeeNumber = "2", Uuid = uuid, Person = told.Person with { NationalInsuranceNumber = other } }));
        Assert.Equal(StaffConflictKind.MayBeKnown, await Kind(told with { EmployeeNumber = "3", Person = told.Person with { NationalInsuranceNumber = null } }));
        Assert.Equal(StaffConflictKind.UuidUnknown, await Kind(told with { EmployeeNumber = "4", Uuid = UserUuid.Create() }));
        Assert.Equal(StaffConflictKind.UnknownPosition, await Kind(told with { EmployeeNumber = "5", StaffPosition = "NEVER-HEARD" }));
        Assert.Equal(StaffConflictKind.LinkedElsewhere, await Kind(told with { EmployeeNumber = "6" }));
        Assert.Empty(await given.Requests());
        Assert.Equal(1, await given.Holds(asha));

        // A newer record overtakes the question.
        Assert.Equal(6, (await given.Conflicts()).Count);
        _ = await given.Receive(told with { EmployeeNumber = "5", Sequence = 2 });
        Assert.DoesNotContain(await given.Conflicts(), c => c.Kind is StaffConflictKind.UnknownPosition);
    }

    [Theory, EveryEngine]
    public async Task Whoever_looks_says_who_it_is_and_the_record_is_followed(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown();
        var told = given.Told() with { Person = given.Told().Person with { NationalInsuranceNumber = null } };
        _ = await given.Receive(told);
        var conflict = Assert.Single(await given.Conflicts());

        Task<Outcome<StaffReceived>> Settle(ConflictSettlement settlement, Guid? profile, Actor by) => given.Ra.With((SettleConflict settle) => settle.ExecuteAsync(
            new SettleConflictRequest { ConflictId = conflict.Id, Settlement = settlement, ProfileId = profile, Note = "Compared with her passport" }, by, None));
        Assert.Equal("access.not-allowed", (await Settle(ConflictSettlement.ThisProfile, asha, given.Sponsor)).Refusal?.Code);
        Assert.Equal(StaffRecordRefusals.NotACandidate.Code, (await Settle(ConflictSettlement.ThisProfile, given.Agent.ProfileId, given.Manager)).Refusal?.Code);

        var settled = (await Settle(ConflictSettlement.ThisProfile, asha, given.Manager)).Value;

        Assert.Equal(StaffEffect.Requested, settled.Effect);
        Assert.Equal(asha, (await given.Record()).ProfileId);
        Assert.Equal(StaffRecordRefusals.ConflictSettled.Code, (await Settle(ConflictSettlement.ThisProfile, asha, given.Manager)).Refusal?.Code);
        Assert.Empty(await given.Conflicts());
    }

    [Theory, EveryEngine]
    public async Task What_is_settled_stands_in_no_history_but_that_of_whom_the_record_is_about(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        _ = await given.AshaIsKnown();
        _ = await given.Receive(given.Told() with { Person = given.Told().Person with { NationalInsuranceNumber = null } });

        var left = await given.Settle(Assert.Single(await given.Conflicts()).Id, ConflictSettlement.LeaveIt, given.Agent.ProfileId);

        Assert.Null(left.Refusal);
        var agents = await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(given.Agent.ProfileId), 0, 50, None));
        Assert.DoesNotContain(agents.Lines, line => line.Type == nameof(StaffConflictSettled));
    }

    [Theory, EveryEngine]
    public async Task Records_that_waited_for_a_mapping_are_followed_once_it_is_approved(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown();
        _ = await given.Receive(given.Told() with { StaffPosition = StaffRecordGiven.Counter });
        Assert.Equal(0, (await given.LookAfter()).Value.Followed);

        await given.Mapped(StaffRecordGiven.Counter, await given.Ra.APosition(Pharmacy, "Counter", "R8008"));

        Assert.Equal(1, (await given.LookAfter()).Value.Followed);
        Assert.Equal(asha, Assert.Single(await given.Requests()).SubjectId);
        Assert.Empty(await given.Conflicts());
    }

    [Theory, EveryEngine]
    public async Task The_same_again_changes_nothing_and_the_newest_counts_in_any_order(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        StaffTold[] all = [given.Told(), given.Told(2) with { StartsOn = given.Ra.Today.AddDays(1) }, given.Told(3) with { LeavesOn = given.Ra.Today }];
        foreach (var told in new[] { all[2], all[0], all[1] })
        {
            _ = (await given.Receive(told)).Value;
        }

        Assert.Equal((StaffRecordState.Left, 3L), ((await given.Record()).State, (await given.Record()).Sequence));
        Assert.Equal((0, ProfileState.Closed), (await given.Holds(asha), await given.Batch.StateOf(asha)));
        Assert.All(await given.Conflicts(), c => Assert.Equal(StaffConflictKind.OutOfOrder, c.Kind));
        Assert.Equal(2, (await given.Conflicts()).Count);

        var events = await given.Ra.InDb(db => db.AuditEvents.CountAsync(None));
        foreach (var told in all)
        {
            Assert.True((await given.Receive(told)).Value.Again);
        }

        Assert.Equal(events, await given.Ra.InDb(db => db.AuditEvents.CountAsync(None)));
        Assert.Equal(StaffConflictKind.SaidOtherwise, Assert.Single((await given.Receive(all[0] with { StaffPosition = "ELSE" })).Value.Conflicts).Kind);
        Assert.Equal(StaffRecordRefusals.SaidOtherwise.Code, (await given.Receive(all[0] with { StaffPosition = "ELSE" })).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task A_staff_record_reaches_its_own_sites_only_and_nothing_while_it_is_suspended(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        Assert.Equal(StaffRecordRefusals.NotItsSite.Code, (await given.Receive(given.Told() with { Organisation = OtherPharmacy })).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await given.Ra.With((SetUpStaffSource setUp) => setUp.ExecuteAsync(
            new SetUpStaffSourceRequest { Name = "Devon staff record", Sites = [ForeignPharmacy], Owned = [], Reason = "Asked" }, given.Manager, None))).Refusal?.Code);
        Assert.Equal(StaffRecordRefusals.SiteTaken.Code, (await given.Ra.With((SetUpStaffSource setUp) => setUp.ExecuteAsync(
            new SetUpStaffSourceRequest { Name = "A second one", Sites = [Pharmacy], Owned = [], Reason = "Asked" }, given.Manager, None))).Refusal?.Code);

        Task<Outcome<StaffSourceSteered>> Steer(StaffSourceMove move) => given.Ra.With((SteerStaffSource steer) => steer.ExecuteAsync(
            new SteerStaffSourceRequest { SourceId = given.Source, Move = move, Reason = "Test" }, given.Manager, None));
        var first = (await Steer(StaffSourceMove.NewSecret)).Value.Secret!;
        Assert.NotNull(await given.Ra.With((StaffClients clients) => clients.FindAsync(given.Source.ToString(), first, "", None)));
        var second = (await Steer(StaffSourceMove.NewSecret)).Value.Secret!;
        Assert.Null(await given.Ra.With((StaffClients clients) => clients.FindAsync(given.Source.ToString(), first, "", None)));
        Assert.NotNull(await given.Ra.With((StaffClients clients) => clients.FindAsync(given.Source.ToString(), second, "", None)));
        _ = await Steer(StaffSourceMove.Suspend);
        Assert.Equal(StaffRecordRefusals.Suspended.Code, (await given.Receive(given.Told())).Refusal?.Code);
    }
}
