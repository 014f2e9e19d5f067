using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.People;

/// <summary>decisions.md §2 rule 6: two profiles found to be one person reset nothing, for the person and for those who acted; neither does the database.</summary>
public sealed class MergedDutiesTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string?[] OneselfOrAnother = ["duty.own-profile", "merge.contradiction"];

    [Theory]
    [EveryEngine]
    public async Task Who_sponsored_the_merged_profile_cannot_act_for_the_person_and_who_acted_cannot_sponsor(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var (sam, ravi) = (await two.Given.ASponsor(), await two.Given.AnRaAgent());
        await TookAsync(two, two.Merged, sam, DutySide.Sponsor);
        await TookAsync(two, two.Merged, ravi, DutySide.Agent);

        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);

        Assert.Equal("duty.sponsor-cannot-act", await WouldRefuse(two, sam, DutySide.Agent));
        Assert.Null(await WouldRefuse(two, sam, DutySide.Sponsor));
        Assert.Equal("duty.agent-cannot-sponsor", await WouldRefuse(two, ravi, DutySide.Sponsor));
    }

    [Theory]
    [EveryEngine]
    public async Task Who_stood_on_both_sides_takes_neither_again_and_what_rests_on_it_ends(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var given = two.Given;
        var (sam, ravi) = (await given.ASponsor(), await given.AnRaAgent());
        await TookAsync(two, two.Surviving, sam, DutySide.Agent);
        var pharmacist = await given.APosition(Given.Given.Pharmacy, "Pharmacist", "R1290");
        Assert.Null((await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = two.Merged.ProfileId, PositionId = pharmacist, StartsOn = given.Today, SponsorId = sam.ProfileId, Reason = "Needed" }, ravi, None))).Refusal);

        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);
        var held = await given.With((PositionQueries positions) => positions.OfProfileAsync(two.Surviving.ProfileId, None));

        Assert.NotNull(held.Single(h => h.PositionName == "Pharmacist").RemovedAt);
        Assert.Equal("duty.sponsor-cannot-act", await WouldRefuse(two, sam, DutySide.Agent));
        Assert.Equal("duty.agent-cannot-sponsor", await WouldRefuse(two, sam, DutySide.Sponsor));
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_escapes_a_duty_by_their_own_second_profile(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var given = two.Given;
        var asha = await two.AnotherAsync("Asha Patel");
        var made = await given.APosition(Given.Given.Pharmacy, "Counter, assignable", "R8003");
        await TookAsync(two, asha, two.Merged, DutySide.Sponsor);
        await given.InDb(db => db.Database.ExecuteSqlAsync($"update positions set created_by = {two.Merged.ProfileId} where id = {made}"));
        await two.HoldsAsync(two.Surviving, await given.APosition(Given.Given.Pharmacy, "Sponsor", "R8008", "B1300"));
        await given.Appointed(two.Surviving.ProfileId);
        await given.InDb(db => db.Database.ExecuteSqlAsync(
            $"insert into ra_trainings (profile_id, role, version, completed_on, expires_on, evidence) values ({two.Surviving.ProfileId}, 'Sponsor', {Guid.NewGuid()}, {given.Today}, {given.Today.AddYears(1)}, 'Test')"));

        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);
        var now = await AsSponsor(given, two.Surviving);
        var direct = await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = asha.ProfileId, PositionId = made, StartsOn = given.Today, Reason = "Needed" }, now, None));
        var agent = await given.With((DutyLedger duties) => duties.WouldRefuseAsync(asha.ProfileId, two.Surviving.ProfileId, DutySide.Agent, None));

        Assert.Equal("position.maker-cannot-give", direct.Refusal?.Code);
        Assert.Equal("duty.sponsor-cannot-act", agent?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_merges_themself_or_somebody_whom_they_sponsored(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var again = await two.AnotherAsync("Mary Manager");
        await TookAsync(two, two.Merged, two.Manager, DutySide.Sponsor);

        var sponsored = await two.MergeAsync(two.Manager);
        var own = await two.MergeAsync(two.Manager, new MergingProfiles(two.Manager.ProfileId, again.ProfileId, SecondCard.Undecided));
        var ownAway = await two.MergeAsync(two.Manager, new MergingProfiles(again.ProfileId, two.Manager.ProfileId, SecondCard.Undecided));

        Assert.Equal("duty.sponsor-cannot-act", sponsored.Refusal?.Code);
        Assert.All([own, ownAway], outcome => Assert.Contains(outcome.Refusal?.Code, OneselfOrAnother));
        Assert.Empty(await two.Given.InDb(db => db.ProfileMerges.ToListAsync()));
    }

    /// <summary>Whatever writes them, by SQL: the wrong side of a person with two profiles, or a merge by one of the two, is refused below every caller.</summary>
    [Theory]
    [EveryEngine]
    public async Task The_database_itself_refuses_a_second_side_of_one_person(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var given = two.Given;
        var (sam, ravi) = (await given.ASponsor(), await given.AnRaAgent());
        await TookAsync(two, two.Surviving, sam, DutySide.Agent);
        await TookAsync(two, two.Merged, sam, DutySide.Sponsor);
        await TookAsync(two, two.Surviving, ravi, DutySide.Sponsor);
        await TookAsync(two, two.Merged, ravi, DutySide.Agent);
        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);
        var (person, at, day) = (two.Surviving.ProfileId, given.Clock.GetUtcNow().UtcDateTime, given.Today);
        var position = await given.APosition(Given.Given.Pharmacy, "Counter", "R8003");
        FormattableString[] wrong =
        [
            $"insert into identity_checks (id, profile_id, checked_by, checked_by_side, checked_at, organisation, manner) values ({Guid.NewGuid()}, {person}, {sam.ProfileId}, 'Agent', {at}, 'FW844', 'FaceToFace')",
            $"insert into position_assignments (id, profile_id, position_id, version, starts_on, granted_at, granted_by, granted_by_side, sponsored_by, sponsored_by_side) values ({Guid.NewGuid()}, {person}, {position}, {Guid.NewGuid()}, {day}, {at}, {sam.ProfileId}, 'Agent', {ravi.ProfileId}, 'Sponsor')",
            $"insert into access_requests (id, reference, kind, version, state, organisation, subject_id, subject_name, raised_by, raised_by_side, raised_as, raised_at, note, position_id, starts_on, counts_from, round) values ({Guid.NewGuid()}, 'R-AAAA-AAAA', 'AssignPosition', {Guid.NewGuid()}, 'Open', 'FW844', {person}, 'N', {ravi.ProfileId}, 'Sponsor', '', {at}, '', {position}, {day}, {day}, 0)",
            $"insert into card_operations (id, kind, profile_id, reason_text, started_at, version, state, actor_id, actor_side, actor_name, acting_as, assurance_level, correlation_id, attempt) values ({Guid.NewGuid()}, 'Issue', {person}, '', {at}, {Guid.NewGuid()}, 'Planned', {sam.ProfileId}, 'Agent', '', '', 3, '', 0)",
        ];

        foreach (var sql in wrong)
        {
            Assert.Equal("duty.other-side", await RefusedAs(given, sql));
        }

        // Of an assignment one side alone is enough, and so is a profile that was merged into that of whoever acts.
        var (ben, mia, second) = (await given.AnRaAgent(name: "Ben Second"), await given.ASponsor(name: "Mia Second"), await given.ASponsor(name: "Ben Again"));
        await TookAsync(two, two.Surviving, ben, DutySide.Agent);
        await TookAsync(two, two.Surviving, mia, DutySide.Sponsor);
        await TookAsync(two, two.Surviving, second, DutySide.Sponsor);
        Task<string?> AssignedAs(Actor granter, Actor sponsor) => RefusedAs(given, $"insert into position_assignments (id, profile_id, position_id, version, starts_on, granted_at, granted_by, granted_by_side, sponsored_by, sponsored_by_side) values ({Guid.NewGuid()}, {person}, {position}, {Guid.NewGuid()}, {day}, {at}, {granter.ProfileId}, 'Agent', {sponsor.ProfileId}, 'Sponsor')");
        Assert.Equal("duty.other-side", await AssignedAs(sam, mia));
        Assert.Equal("duty.other-side", await AssignedAs(ben, ravi));
        Assert.Null(await AssignedAs(ben, mia));
        await given.InDb(db => db.Database.ExecuteSqlAsync($"update profiles set state = 'Closed', closed_at = {at}, merged_into = {ben.ProfileId} where id = {second.ProfileId}"));
        Assert.Equal("duty.other-side", await AssignedAs(ben, mia));

        await given.InDb(db => db.Database.ExecuteSqlAsync($"insert into smartcards (id, serial, stock_of, registered_at, version, state, self_renewals) values ({Guid.NewGuid()}, '0900000077', 'RA1DO', {at}, {Guid.NewGuid()}, 'Blank', 0)"));
        Assert.Equal("duty.other-side", await RefusedAs(given, $"update smartcards set state = 'Active', holder_id = {person}, issued_by = {sam.ProfileId}, issued_by_side = 'Agent', issued_at = {at} where serial = '0900000077'"));
        Assert.Equal("duty.sponsor-cannot-act", await RefusedAs(given, $"insert into profile_merges (merged_id, surviving_id, merged_at, merged_by, merged_by_side) values ({sam.ProfileId}, {person}, {at}, {ravi.ProfileId}, 'Sponsor')"));
        Assert.NotNull(await RefusedAs(given, $"insert into profile_merges (merged_id, surviving_id, merged_at, merged_by, merged_by_side) values ({sam.ProfileId}, {person}, {at}, {sam.ProfileId}, 'Agent')"));
    }

    private static async Task<string?> RefusedAs(Given.Given given, FormattableString sql) => await given.InDb(async db =>
    {
        var failure = await Record.ExceptionAsync(() => db.Database.ExecuteSqlAsync(sql));
        return failure is null ? null : ConstraintRefusals.Find(db.Model, new DbUpdateException("", failure))?.Code ?? failure.Message;
    });

    private static async Task<string?> WouldRefuse(TwoProfiles two, Actor person, DutySide side) =>
        (await two.Given.With((DutyLedger duties) => duties.WouldRefuseAsync(two.Surviving.ProfileId, person.ProfileId, side, None)))?.Code;

    private static Task TookAsync(TwoProfiles two, Actor profile, Actor person, DutySide side) => two.Given.InDb(db => db.Database.ExecuteSqlAsync(
        $"insert into duties (profile_id, person_id, side, since) values ({profile.ProfileId}, {person.ProfileId}, {side.ToString()}, {two.Given.Clock.GetUtcNow().UtcDateTime})"));

    private static async Task<Actor> AsSponsor(Given.Given given, Actor person)
    {
        var held = (await given.With((PositionQueries positions) => positions.OfProfileAsync(person.ProfileId, None))).First(h => h.PositionName == "Sponsor");
        return person with { AssignmentId = held.AssignmentId, AccessProfileId = held.AccessProfiles[0].Id, Organisation = held.Organisation };
    }
}
