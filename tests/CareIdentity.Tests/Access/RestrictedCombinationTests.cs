using System.Text;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Xunit;
using static CareIdentity.Tests.Access.PositionLifeTests;

namespace CareIdentity.Tests.Access;

/// <summary>What one person may not hold together: refused however it is given, and reported where it exists.</summary>
public sealed class RestrictedCombinationTests
{
    private const string Pair = "code,first,second,within,why\nTEST-PAIR,B0820,b0570,organisation,\"Who sees the patients, does not sell to them.\"\n";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task Two_halves_are_refused_at_one_organisation_and_allowed_at_two(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await Import(given, Pair);
        var (agent, sponsor, otherSponsor) = (await given.AnRaAgent(), await given.ASponsor(), await given.ASponsor(Given.Given.OtherPharmacy, "Olga Other"));
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition()); // B0825 includes B0820.
        var here = await given.APosition(Given.Given.Pharmacy, "Pharmacist", "R1290", "B0572"); // B0572 includes B0570.
        var there = await given.APosition(Given.Given.OtherPharmacy, "Pharmacist", "R1290", "B0572");

        var refused = await Assign(given, nadia.ProfileId, here, agent, sponsor);
        var allowed = await Assign(given, nadia.ProfileId, there, agent, otherSponsor);

        Assert.Equal("access.restricted-combination", refused.Refusal?.Code);
        Assert.Equal("Activity B0820 (B0820) and Activity B0570 (B0570) are not held together at one organisation.", refused.Refusal!.Message);
        Assert.Equal("Who sees the patients, does not sell to them.", refused.Refusal.Why);
        Assert.Null(allowed.Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_set_of_our_own_is_there_from_the_start(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var raSponsor = await given.ASponsor(Given.Given.Ra, "Rose Sponsor");
        var auditor = await given.Somebody("Abdul Auditor", Given.Given.Ra, await given.APosition(Given.Given.Ra, "Audit Manager", "R5100"));
        var agents = await given.APosition(Given.Given.Ra, "RA Agent too", "R5090");

        var refused = await Assign(given, auditor.ProfileId, agents, manager, raSponsor);

        Assert.Equal("access.restricted-combination", refused.Refusal?.Code);
        Assert.Equal(5, (await given.With((Combinations combinations) => combinations.RestrictionsAsync(None))).Count);
    }

    [Theory]
    [EveryEngine]
    public async Task One_rule_is_added_changed_and_taken_away_by_whom_it_is_for(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, sponsor, manager) = (await given.AnRaAgent(), await given.ASponsor(), await AManager(given));
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        var here = await given.APosition(Given.Given.Pharmacy, "Pharmacist", "R1290", "B0572");
        var rule = new Restriction("SEE-SELL", "B0820", "B0570", RestrictionScope.Organisation, "Who sees the patients, does not sell to them.");
        async Task<string?> Change(Restriction? before, Restriction? after, string reason = "The board decided", Actor? by = null) => (await given.With((ChangeRestriction change) => change.ExecuteAsync(
            new ChangeRestrictionRequest { Code = (after ?? before)?.Code ?? "NONE", Before = before, After = after, Reason = reason }, by ?? Actor.Service, None))).Refusal?.Code;

        Assert.Equal("access.not-allowed", await Change(null, rule, by: manager));
        Assert.Equal("restrictions.reason-missing", await Change(null, rule, " "));
        Assert.Equal("restrictions.bad-rule", await Change(null, rule with { Second = "B0820" }));
        Assert.Equal("restrictions.bad-rule", await Change(null, rule with { First = "B9999" }));
        Assert.Equal("restrictions.bad-rule", await Change(null, rule with { Why = "" }));
        Assert.Equal("restrictions.not-found", await Change(null, null));
        Assert.Equal("restrictions.not-found", await Change(rule, null));
        Assert.Null(await Change(null, rule));
        Assert.Equal("restrictions.code-taken", await Change(null, rule));
        Assert.Equal("access.restricted-combination", (await Assign(given, nadia.ProfileId, here, agent, sponsor)).Refusal?.Code);
        Assert.Equal("restrictions.unchanged", await Change(rule, rule));
        Assert.Equal("changed-by-someone-else", await Change(rule with { Why = "Other" }, rule with { Why = "More" }));
        var changed = rule with { Scope = RestrictionScope.Anywhere };
        Assert.Null(await Change(rule, changed));
        Assert.Contains(changed, await given.With((Combinations combinations) => combinations.RestrictionsAsync(None)));
        Assert.Null(await Change(changed, null));
        Assert.Null((await Assign(given, nadia.ProfileId, here, agent, sponsor)).Refusal);
        var report = await given.With((RestrictedReportQueries reports) => reports.OfAsync(rule, Given.Given.Ra, None));
        Assert.Equal("Nadia Dispenser", Assert.Single(report.Rows).FullName);
        var history = await given.With((CareIdentity.Audit.AuditQueries audit) => audit.HistoryAsync(CareIdentity.Audit.AuditSubject.ReferenceSet("restricted-combinations"), 0, 10, None));
        Assert.Equal(3, history.Lines.Count(line => line.Reason == "The board decided"));
    }

    [Theory]
    [EveryEngine]
    public async Task A_position_that_holds_both_halves_is_neither_made_nor_made_so(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await Import(given, Pair);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var dispenser = await given.ADispenserPosition();

        var made = await given.With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = Given.Given.Pharmacy, Name = "Both", AccessProfiles = Terms("R8003", "B0570"), ApprovedBy = approver.ProfileId, ApprovalNote = "Agreed" }, manager, None));
        var changed = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId);

        Assert.Equal("access.restricted-combination", made.Refusal?.Code);
        Assert.Equal("access.restricted-combination", changed.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_change_that_would_make_it_so_for_a_holder_names_them(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await Import(given, Pair);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var (dispenser, counter) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"));
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser);
        await given.Somebody("Asha Other", Given.Given.Pharmacy, counter);
        await Hold(given, nadia.ProfileId, counter);

        var refused = await Edit(given, counter, Terms("R8008", "B0570"), manager, approver.ProfileId, name: "Counter");
        var sponsor = await Edit(given, counter, Terms("R8008", "B1300"), manager, approver.ProfileId, name: "Counter");

        Assert.Equal("access.restricted-combination", refused.Refusal?.Code);
        Assert.EndsWith("The change would make it so for Nadia Dispenser.", refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.Null(sponsor.Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_change_makes_no_sponsor_of_an_ID_checker(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var counter = await given.APosition(Given.Given.Pharmacy, "Counter", "R8008");
        var checker = await given.AnIdChecker();
        await Hold(given, checker.ProfileId, counter);

        var refused = await Edit(given, counter, Terms("R8008", "B1300"), manager, approver.ProfileId, name: "Counter");

        Assert.Equal("access.sponsor-and-agent", refused.Refusal?.Code);
        Assert.Contains("Hannah Checker", refused.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task Of_two_halves_given_at_once_one_is_refused(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await Import(given, Pair);
        var (agent, second, sponsor) = (await given.AnRaAgent(), await given.AnRaAgent(name: "Kirsty Agent"), await given.ASponsor());
        var (dispenser, pharmacist) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Pharmacist", "R1290", "B0572"));
        for (var i = 0; i < 5; i++)
        {
            var nadia = await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, $"Counter {i}", "R8008"));

            var both = await Task.WhenAll(Assign(given, nadia.ProfileId, dispenser, agent, sponsor), Assign(given, nadia.ProfileId, pharmacist, second, sponsor));

            Assert.Single(both, outcome => outcome.Refusal is not null);
        }
    }

    [Theory]
    [EveryEngine]
    public async Task What_exists_already_is_reported_to_those_in_whose_tree_it_is(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        await Hold(given, nadia.ProfileId, await given.APosition(Given.Given.Pharmacy, "Pharmacist", "R1290", "B0572"));
        var ann = await given.Somebody("Ann Elsewhere", Given.Given.Pharmacy, await given.ADispenserPosition(Given.Given.OtherPharmacy));
        await Hold(given, ann.ProfileId, await given.APosition(Given.Given.Pharmacy, "Second pharmacist", "R1290", "B0572"));
        await given.Somebody("Greedy Both", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Sponsor and checker", "R8008", "B1300", "B0267"));
        await Import(given, Pair);

        Task<RestrictedReport> Report(OdsCode below) => given.With((RestrictedReportQueries queries) => queries.BelowAsync(below, None));

        Assert.Equal(
            ["FIXED-IDC Greedy Both", "TEST-PAIR Nadia Dispenser"],
            (await Report(Given.Given.Ra)).Rows.Select(row => $"{row.Restriction.Code} {row.FullName}"));
        Assert.Equal(2, (await Report(Given.Given.Pharmacy)).Rows.Count);
        Assert.Empty((await Report(Given.Given.OtherRa)).Rows);

        var (agent, foreign) = (await given.AnRaAgent(), await given.AnRaAgent(Given.Given.OtherRa, "Fred Foreign"));
        Task<Outcome<RestrictedReport>> Take(Actor by) => given.With((ExportRestricted export) => export.ExecuteAsync(Given.Given.Ra, by, None));
        Assert.Equal(2, (await Take(agent)).Value.Rows.Count);
        Assert.Equal("access.out-of-scope", (await Take(foreign)).Refusal?.Code);
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Ra), 0, 20, None));
        Assert.Contains(history.Lines, line => line.Type == nameof(RestrictedExported) && line.ActorName == agent.Name);
    }

    [Theory]
    [EveryEngine]
    public async Task A_file_is_taken_over_whole_or_not_at_all(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        const string Head = "code,first,second,within,why\n";

        async Task<string?> Code(string content, Actor? actor = null) => (await Import(given, content, actor)).Refusal?.Code;

        Assert.Equal("restrictions.no-header", await Code(""));
        Assert.Equal("restrictions.no-header", await Code("a,b\n"));
        foreach (var bad in new[] { "A,B0820", "A,B0820,B0570,organisation,", "A,B9999,B0570,organisation,Why", "A,B0820,B0820,organisation,Why", "A,B0820,B0570,everywhere,Why", "TOO-LONG-TO-BE-A-CODE-OF-ANYTHING,B0820,B0570,anywhere,Why", "A,B0820,B0570,anywhere,Why\nA,B0820,B0572,anywhere,Why" })
        {
            Assert.Equal("restrictions.bad-line", await Code(Head + bad + "\n"));
        }

        Assert.Equal("access.not-allowed", await Code(Pair, await AManager(given)));
        Assert.Equal(5, (await given.With((Combinations combinations) => combinations.RestrictionsAsync(None))).Count);
        var changed = (await Import(given, Pair)).Value;
        Assert.Equal((1, 0, 5), (changed.Added.Count, changed.Changed.Count, changed.Removed.Count));
        Assert.Equal((0, 1, 0), await Counts(Pair.Replace("organisation", "anywhere", StringComparison.Ordinal)));

        async Task<(int, int, int)> Counts(string content)
        {
            var outcome = (await Import(given, content)).Value;
            return (outcome.Added.Count, outcome.Changed.Count, outcome.Removed.Count);
        }
    }

    private static Task<Outcome<RestrictionsChanged>> Import(Given.Given given, string content, Actor? actor = null) =>
        given.With((ImportRestrictions import) => import.ExecuteAsync(new ImportRestrictionsRequest { Content = new MemoryStream(Encoding.UTF8.GetBytes(content)) }, actor ?? Actor.Service, None));

    private static Task<Outcome<Guid>> Assign(Given.Given given, Guid profile, Guid position, Actor by, Actor askedBy) => given.With((AssignPosition assign) => assign.ExecuteAsync(
        new AssignPositionRequest { ProfileId = profile, PositionId = position, StartsOn = given.Today, SponsorId = askedBy.ProfileId, Reason = "Asked by telephone" }, by, None));
}
