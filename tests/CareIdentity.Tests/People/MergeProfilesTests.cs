using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.People;

/// <summary>Two profiles of one person become one: what moves, what ends, how both numbers lead to the person, and who may not do it.</summary>
public sealed class MergeProfilesTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string[] SomebodyWasQuicker = ["changed-by-someone-else", "merge.already-merged", "duty.taken-at-once"];

    [Theory]
    [EveryEngine]
    public async Task Access_requests_and_details_go_on_with_the_profile_that_remains_and_the_history_is_whole(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var given = two.Given;
        var pharmacist = await given.APosition(Given.Given.OtherPharmacy, "Pharmacist", "R1290");
        var olga = await given.ASponsor(Given.Given.OtherPharmacy, "Olga Sponsor");
        var asked = (await given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = two.Merged.ProfileId, PositionId = pharmacist, StartsOn = given.Today, Note = "Promoted" }, olga, None))).Value;
        await two.DescribeAsync(two.Merged, details => details with { Mobile = "07700 900123", Email = TwoProfiles.Mail("other@nhs.net") });
        await two.DescribeAsync(two.Surviving, details => details with { Email = TwoProfiles.Mail("first@nhs.net") });
        var preview = await given.With((MergeQueries merge) => merge.PreviewAsync(two.Pair, two.Manager, None));

        var done = await two.MergeAsync(two.Manager);

        var held = await given.With((PositionQueries positions) => positions.OfProfileAsync(two.Surviving.ProfileId, None));
        var person = (await given.With((ProfileQueries profiles) => profiles.FindAsync(two.Surviving.ProfileId, None)))!;
        var request = await given.With((RequestQueries queries) => queries.FindAsync(asked, olga, None));
        var ids = await given.With((OnePerson one) => one.IdsAsync(two.Surviving.ProfileId, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(ids, [], 0, 50, None));
        Assert.Null(preview.Refusal);
        Assert.Equal(
            ["Moves Position Second dispenser at FX111", $"Moves Request {asked} for Nadia Dispenser", "Stays Its whole history"],
            preview.Things.Select(thing => $"{thing.Fate} {thing.What}"));
        Assert.Contains(preview.Details, detail => detail is { Field: "mobile number", Surviving: null, Merged: "07700 900123", Remains: "07700 900123" });
        Assert.Contains(preview.Details, detail => detail is { Field: "e-mail", Surviving: "first@nhs.net", Merged: "other@nhs.net", Remains: "first@nhs.net" });
        Assert.Null(done.Refusal);
        Assert.Equal(["Dispenser", "Second dispenser"], held.Where(h => h.IsActiveOn(given.Today)).Select(h => h.PositionName).Order());
        Assert.Equal(("first@nhs.net", "07700 900123"), (person.Email?.Value, person.Mobile));
        Assert.Equal(two.Surviving.ProfileId, request!.SubjectId);
        Assert.Equal([two.Surviving.ProfileId, two.Merged.ProfileId], ids);
        Assert.Contains(history.Lines, line => line is { Type: "ProfilesMerged", Reason: "Same passport" });
        Assert.Equal(2, history.Lines.Count(line => line.Type == "ProfileSetUp"));
        Assert.Equal(ids[1], Assert.Single(await given.With((MergeQueries merge) => merge.IntoAsync(two.Surviving.ProfileId, None))).Id);
    }

    [Theory]
    [EveryEngine]
    public async Task Both_numbers_and_both_names_lead_to_the_person_wherever_they_are_typed(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine, "Nadia Disponser");
        var given = two.Given;
        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);

        var exact = await given.With((ProfileQueries profiles) => profiles.FindAsync(two.MergedUuid, None));
        var typed = await given.With((ProfileQueries profiles) => profiles.SearchAsync(two.MergedUuid.Spoken, 10, None));
        var beginning = await given.With((ProfileQueries profiles) => profiles.SearchAsync(two.MergedUuid.Value[..8], 10, None));
        var named = await given.With((ProfileQueries profiles) => profiles.SearchAsync("Disponser", 10, None));
        var ofEither = await given.With((ProfileQueries profiles) => profiles.SearchAsync("Dispenser Disponser", 10, None));
        var listed = await given.With((ProfileQueries profiles) => profiles.RowsAsync([two.Merged.ProfileId, two.Surviving.ProfileId], None));
        var pasted = await given.With((PeopleByUuid people) => people.FindAsync($"{two.MergedUuid}\n{two.SurvivingUuid}", two.FirstPosition, None));
        var alike = await given.With((DuplicateCheck check) => check.FindAsync(
            new PersonalDetails { GivenName = "Nadia", FamilyName = "Disponser", DateOfBirth = TwoProfiles.Born }, [], None));

        Assert.Equal(two.SurvivingUuid, exact!.Uuid);
        Assert.Equal((two.SurvivingUuid, two.MergedUuid), (Assert.Single(typed).Uuid, typed[0].MergedUuid));
        Assert.Contains(beginning, row => row.Uuid == two.SurvivingUuid);
        Assert.Equal(two.SurvivingUuid, Assert.Single(named).Uuid);
        Assert.Equal(two.SurvivingUuid, Assert.Single(ofEither).Uuid);
        Assert.Equal(two.SurvivingUuid, Assert.Single(listed).Uuid);
        Assert.Empty(pasted.Unmatched);
        Assert.Equal((two.Surviving.ProfileId, two.MergedUuid), (Assert.Single(pasted.Matched).ProfileId, pasted.Matched[0].Pasted));
        Assert.NotNull(pasted.Matched[0].AssignmentId);
        Assert.Equal(two.Surviving.ProfileId, Assert.Single(alike).ProfileId);
    }

    [Theory]
    [EveryEngine]
    public async Task Of_two_merges_the_last_profile_answers_for_all(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var given = two.Given;
        var third = await two.AnotherAsync("Nadia Dispenser");
        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);

        var again = await two.MergeAsync(two.Manager);
        var ofMerged = await two.MergeAsync(two.Manager, new MergingProfiles(third.ProfileId, two.Merged.ProfileId, SecondCard.Undecided));
        var intoMerged = await two.MergeAsync(two.Manager, new MergingProfiles(two.Merged.ProfileId, third.ProfileId, SecondCard.Undecided));
        var done = await two.MergeAsync(two.Manager, new MergingProfiles(third.ProfileId, two.Surviving.ProfileId, SecondCard.Undecided));
        var reopened = await given.With((ReopenProfile reopen) => reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = two.Merged.ProfileId, Reason = "Back" }, two.Manager, None));
        var found = await given.With((ProfileQueries profiles) => profiles.FindAsync(two.MergedUuid, None));
        var ids = await given.With((OnePerson one) => one.IdsAsync(third.ProfileId, None));

        Assert.All([again, ofMerged, intoMerged], outcome => Assert.Equal("merge.already-merged", outcome.Refusal?.Code));
        Assert.Null(done.Refusal);
        Assert.Equal("merge.already-merged", reopened.Refusal?.Code);
        Assert.Equal(third.ProfileId, found!.Id);
        Assert.Equal(3, ids.Count);
    }

    [Theory]
    [EveryEngine]
    public async Task A_merge_is_refused_with_the_reason_where_it_would_be_wrong(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var given = two.Given;
        var agent = await given.AnRaAgent();
        var foreign = await given.Somebody("Dawn Devon", Given.Given.OtherRa, await given.APosition(Given.Given.OtherRa, "Manager there", "R5080"), RaRole.RaManager);
        var stranger = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, two.FirstPosition);
        var numbered = await two.AnotherAsync("Nadia Dispenser", TwoProfiles.Number("AB123456C"));
        async Task<string?> Refused(Actor by, Guid surviving, Guid merged, bool compared = true, string reason = "Same passport") =>
            (await two.MergeAsync(by, new MergingProfiles(surviving, merged, SecondCard.Undecided), compared, reason)).Refusal?.Code;
        var (first, second) = (two.Surviving.ProfileId, two.Merged.ProfileId);
        await two.DescribeAsync(two.Surviving, details => details with { NationalInsuranceNumber = TwoProfiles.Number("AB123457C") });

        Assert.Equal("access.not-allowed", await Refused(agent, first, second));
        Assert.Equal("access.out-of-scope", await Refused(foreign, first, second));
        Assert.Equal("merge.same-profile", await Refused(two.Manager, first, first));
        Assert.Equal("merge.contradiction", await Refused(two.Manager, first, stranger.ProfileId));
        Assert.Equal("merge.contradiction", await Refused(two.Manager, first, numbered.ProfileId));
        Assert.Equal("merge.not-compared", await Refused(two.Manager, first, second, compared: false));
        Assert.Equal("profile.reason-missing", await Refused(two.Manager, first, second, reason: " "));
        await two.InStateAsync(second, "Unverified");
        Assert.Equal("merge.survivor-unverified", await Refused(two.Manager, second, first));
        await two.InStateAsync(first, "Closed");
        Assert.Equal("profile.closed", await Refused(two.Manager, first, second));
        await two.OfKindAsync(second, "Robot");
        Assert.Equal("merge.people-only", await Refused(two.Manager, second, first));
    }

    [Theory]
    [EveryEngine]
    public async Task What_could_not_be_given_to_the_person_today_ends(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var given = two.Given;
        var sponsoring = await given.APosition(Given.Given.Pharmacy, "Sponsor", "R8008", "B1300");
        var checking = await given.APosition(Given.Given.OtherPharmacy, "ID checker", "R8008", "B0267");
        await two.HoldsAsync(two.Surviving, sponsoring);
        await two.HoldsAsync(two.Merged, checking);
        await two.HoldsAsync(two.Merged, two.FirstPosition);

        var preview = await given.With((MergeQueries merge) => merge.PreviewAsync(two.Pair, two.Manager, None));
        Assert.Null((await two.MergeAsync(two.Manager)).Refusal);
        var held = await given.With((PositionQueries positions) => positions.OfProfileAsync(two.Surviving.ProfileId, None));

        Assert.Equal(
            ["Ends Position Dispenser at FW844", "Ends Position ID checker at FX111", "Moves Position Second dispenser at FX111"],
            preview.Things.Where(thing => thing.What.StartsWith("Position", StringComparison.Ordinal)).Select(thing => $"{thing.Fate} {thing.What}"));
        Assert.Equal(["Dispenser", "Second dispenser", "Sponsor"], held.Where(h => h.RemovedAt is null).Select(h => h.PositionName).Order());
        Assert.Equal(["Dispenser", "ID checker"], held.Where(h => h.RemovedAt is not null).Select(h => h.PositionName).Order());
    }

    [Theory]
    [EveryEngine]
    public async Task Of_two_who_merge_the_same_two_at_once_one_is_refused(EngineUnderTest engine)
    {
        await using var two = await TwoProfiles.Async(engine);
        var other = await two.AManagerAsync("Mona Manager");

        var outcomes = await Task.WhenAll(
            Task.Run(() => two.MergeAsync(two.Manager)),
            Task.Run(() => two.MergeAsync(other, new MergingProfiles(two.Merged.ProfileId, two.Surviving.ProfileId, SecondCard.Undecided))));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.Single(await two.Given.InDb(db => db.ProfileMerges.ToListAsync()));
        Assert.Contains(outcomes.Single(outcome => outcome.Refusal is not null).Refusal!.Code, SomebodyWasQuicker);
    }
}
