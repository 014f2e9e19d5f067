using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Given.GivenPeople;

namespace CareIdentity.Tests.People;

/// <summary>The person is at the counter and nobody has raised a request.</summary>
public sealed class RegisterPersonTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_checker_registers_somebody_for_a_sponsor_and_both_keep_their_sides(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker) = (await given.ASponsor(), await given.AnIdChecker());

        var registered = (await Register(given, checker, sponsor.ProfileId)).Value;

        var profile = (await given.With((ProfileQueries profiles) => profiles.FindAsync(registered.ProfileId, None)))!;
        Assert.Equal((ProfileState.Verified, "Asha Patel", Given.Given.Pharmacy), (profile.State, profile.FullName, profile.RegisteredAt));
        var sides = await given.InDb(db => db.Duties.Where(d => d.ProfileId == registered.ProfileId).ToDictionaryAsync(d => d.PersonId, d => d.Side, None));
        Assert.Equal(
            (DutySide.Subject, DutySide.Sponsor, DutySide.Agent),
            (sides[registered.ProfileId], sides[sponsor.ProfileId], sides[checker.ProfileId]));
        var history = (await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(registered.ProfileId), 0, 10, None))).Lines;
        Assert.Contains("without a request, for Sam Sponsor.", Assert.Single(history).InWords, StringComparison.Ordinal);
        Assert.Single(await given.With((ProfileQueries profiles) => profiles.ChecksAsync(registered.ProfileId, None)));
        Assert.Equal("duty.agent-cannot-sponsor", (await given.With((DutyLedger duties) => duties.WouldRefuseAsync(registered.ProfileId, checker.ProfileId, DutySide.Sponsor, None)))?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Who_asked_is_a_sponsor_of_the_organisation_and_never_who_checks(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker, agent) = (await given.ASponsor(), await given.AnIdChecker(), await given.AnRaAgent());
        var foreign = await given.ASponsor(Given.Given.OtherPharmacy, "Olga Other");

        Assert.Equal("registration.sponsor-needed", (await Register(given, checker, null)).Refusal?.Code);
        Assert.Equal("registration.not-a-sponsor", (await Register(given, checker, foreign.ProfileId)).Refusal?.Code);
        Assert.Equal("registration.not-a-sponsor", (await Register(given, checker, checker.ProfileId)).Refusal?.Code);
        Assert.Equal("registration.not-a-sponsor", (await Register(given, checker, agent.ProfileId)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Register(given, sponsor, sponsor.ProfileId)).Refusal?.Code);
        Assert.Equal("profile.reason-missing", (await Register(given, checker, sponsor.ProfileId, reason: " ")).Refusal?.Code);
        Assert.Equal(0, await given.InDb(db => db.IdentityChecks.CountAsync(None)));
    }

    [Theory]
    [EveryEngine]
    public async Task A_checker_registers_at_their_own_organisation_an_agent_everywhere_below(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (checker, agent) = (await given.AnIdChecker(), await given.AnRaAgent());
        var beside = await given.ASponsor(Given.Given.OtherPharmacy, "Olga Other");
        await given.ASponsor(Given.Given.ForeignPharmacy, "Fay Foreign");

        Assert.Equal("access.out-of-scope", (await Register(given, checker, beside.ProfileId, at: Given.Given.OtherPharmacy)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await Register(given, agent, beside.ProfileId, at: Given.Given.ForeignPharmacy)).Refusal?.Code);
        Assert.Null((await Register(given, agent, beside.ProfileId, at: Given.Given.OtherPharmacy)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task Where_a_site_has_no_sponsor_two_of_the_RA_register_professionals_and_nobody_else(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, second) = (await given.AnRaAgent(), await given.AnRaAgent(name: "Ben Second"));
        var pharmacist = Asha with { ProfessionalNumber = ProfessionalNumber.TryParse("GPHC:2071234", out var number) ? number : null };

        Assert.Equal("registration.site-without-sponsor", (await Register(given, agent, second.ProfileId)).Refusal?.Code);
        Assert.Equal("registration.number-not-checked", (await Register(given, agent, second.ProfileId, person: pharmacist)).Refusal?.Code);
        Assert.Equal("registration.not-a-sponsor", (await Register(given, agent, agent.ProfileId, person: pharmacist, looked: true)).Refusal?.Code);
        var registered = (await Register(given, agent, second.ProfileId, person: pharmacist, looked: true)).Value;
        var words = (await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(registered.ProfileId), 0, 10, None))).Lines[0].InWords;
        Assert.Contains("for Ben Second, in place of a sponsor", words, StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task The_evidence_and_the_duplicates_are_judged_as_in_a_request(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker) = (await given.ASponsor(), await given.AnIdChecker());
        var first = (await Register(given, checker, sponsor.ProfileId)).Value;

        Assert.Equal("profile.possible-duplicates", (await Register(given, checker, sponsor.ProfileId)).Refusal?.Code);
        Assert.Equal("profile.possible-duplicates", (await Register(given, checker, sponsor.ProfileId, different: [Guid.NewGuid()])).Refusal?.Code);
        var twin = (await Register(given, checker, sponsor.ProfileId, different: [first.ProfileId])).Value;
        Assert.NotEqual(first.Uuid, twin.Uuid);
        var lacking = Verified(Asha with { GivenName = "Bela" }, given.Today);
        var outcome = await given.With((RegisterPerson register) => register.ExecuteAsync(
            new RegisterPersonRequest { Organisation = Given.Given.Pharmacy, Person = lacking with { Documents = [.. lacking.Documents.Take(2)] }, SponsorId = sponsor.ProfileId, Reason = "At the counter" }, checker, None));
        Assert.Equal("evidence.three-documents", outcome.Refusal?.Code);
    }

    private static Task<Outcome<RegisteredPerson>> Register(
        Given.Given given, Actor by, Guid? sponsor, OdsCode? at = null, PersonalDetails? person = null, bool looked = false, string reason = "At the counter", params Guid[] different) =>
        given.With((RegisterPerson register) => register.ExecuteAsync(
            new RegisterPersonRequest
            {
                Organisation = at ?? Given.Given.Pharmacy,
                Person = Verified(person ?? Asha, given.Today, different),
                SponsorId = sponsor,
                NumberChecked = looked,
                Reason = reason,
            },
            by,
            None));
}
