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
    public async Task What_the_staff_record_owns_is_not_changed_here(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());
        var details = GivenPeople.Asha with { NationalInsuranceNumber = StaffRecordGiven.Ashas };
        Task<Outcome<Done>> Change(PersonalDetails to) => given.Ra.With((ChangeDetails change) => change.ExecuteAsync(new ChangeDetailsRequest { ProfileId = asha, Details = to, Reason = "Married" }, given.Agent, None));

        var refused = (await Change(details with { FamilyName = "Shah" })).Refusal;

        Assert.Equal("profile.owned-by-staff-record", refused?.Code);
        Assert.Contains("Riverside staff record", refused!.Message, StringComparison.Ordinal);
        Assert.Contains("1001", refused.Why, StringComparison.Ordinal);
        Assert.Null((await Change(details with { Mobile = "07700 900123" })).Refusal);
    }

    [Theory, EveryEngine]
    public async Task Another_name_in_the_staff_record_is_asked_for_and_shown_side_by_side(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());
        StaffTold Named(string name, long sequence) => given.Told(sequence) with { Person = given.Told().Person with { FamilyName = name } };

        var received = (await given.Receive(Named("Shaw", 2))).Value;

        Assert.Equal((StaffEffect.Requested, "Patel"), (received.Effect, await FamilyName()));
        var mistaken = Assert.Single(await given.Requests());
        Assert.Equal((RequestKind.ChangeDetails, RequestSource.StaffRecord, given.Sponsor.ProfileId), (mistaken.Kind, mistaken.Source, mistaken.RaisedBy));
        Assert.Equal(StaffEffect.Nothing, (await given.Receive(Named("Shaw", 3))).Value.Effect);
        _ = (await given.Receive(Named("Shah", 4))).Value;
        Assert.Equal(RequestState.Withdrawn, (await given.Requests()).Single(r => r.Id == mistaken.Id).State);
        var asked = (await given.Requests()).Single(r => r.State is RequestState.Open);
        Assert.Equal(new DetailsChange("FamilyName", "Patel", "Shah"), Assert.Single(RequestJson.ReadChanges(asked.Details!)));

        Assert.Null((await given.Ra.With((AcceptChange accept) => accept.ExecuteAsync(new AcceptChangeRequest { RequestId = asked.Id }, given.Agent, None))).Refusal);

        Assert.Equal("Shah", await FamilyName());
        Assert.Empty(await given.Conflicts());
        Assert.Equal(1, await given.Batch.Events("DetailsChanged", asha));
        Assert.Null((await given.Record()).Details);
        Assert.Equal(StaffEffect.Nothing, (await given.Receive(Named("Shah", 5))).Value.Effect);
        Task<string> FamilyName() => given.Ra.InDb(db => db.Profiles.Where(p => p.Id == asha).Select(p => p.FamilyName).SingleAsync(None));
    }

    [Theory, EveryEngine]
    public async Task What_a_sponsor_asks_for_is_refused_where_the_staff_record_owns_it(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());

        var refused = await given.Ra.With((RaiseChange raise) => raise.ExecuteAsync(
            new RaiseChangeRequest
            {
                Kind = RequestKind.ChangeDetails,
                ProfileId = asha,
                Details = GivenPeople.Asha with { NationalInsuranceNumber = StaffRecordGiven.Ashas, FamilyName = "Shah" },
                Note = "Married",
            },
            given.Sponsor,
            None));

        Assert.Equal("profile.owned-by-staff-record", refused.Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Another_name_that_nobody_can_ask_for_is_a_conflict_and_taken_over_by_somebody_who_may(EngineUnderTest engine)
    {
        await using var given = await StaffRecordGiven.Async(engine);
        var asha = await given.AshaIsKnown(given.DispenserPosition);
        _ = await given.Receive(given.Told());
        Assert.Null((await given.Ra.With((EndMapping end) => end.ExecuteAsync(new EndMappingRequest { MappingId = given.Mapping, Note = "To be approved anew" }, given.Manager, None))).Refusal);
        var told = given.Told(2) with { Person = given.Told().Person with { FamilyName = "Shah" } };

        var received = (await given.Receive(told)).Value;

        var conflict = (await given.Conflicts()).Single(c => c.Kind is StaffConflictKind.DetailsDiffer);
        Assert.Equal(StaffEffect.Conflict, received.Effect);
        Assert.Contains("family name: Patel here, Shah in the staff record", conflict.Words, StringComparison.Ordinal);
        var view = (await given.Ra.With((StaffRecordQueries q) => q.ConflictAsync(conflict.Id, None)))!;
        Assert.Equal(("Shah", "Patel"), (view.Told!.FamilyName, Assert.Single(view.Candidates).Details.FamilyName));
        Task<Outcome<StaffReceived>> Settle(Actor by) => given.Ra.With((SettleConflict settle) => settle.ExecuteAsync(
            new SettleConflictRequest { ConflictId = conflict.Id, Settlement = ConflictSettlement.TakeOver, Note = "Marriage certificate seen" }, by, None));
        Assert.Equal("access.not-allowed", (await Settle(given.Agent)).Refusal?.Code);

        Assert.Null((await Settle(given.Manager)).Refusal);

        Assert.Equal("Shah", await given.Ra.InDb(db => db.Profiles.Where(p => p.Id == asha).Select(p => p.FamilyName).SingleAsync(None)));
        Assert.Equal(1, await given.Batch.Events("DetailsChanged", asha));
        Assert.Null((await given.Record()).Details);
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
