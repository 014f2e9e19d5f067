using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.SignIn;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.People;

/// <summary>A profile that was taken over is restricted until somebody has checked three documents; then it is as any other, and says who checked.</summary>
public sealed class VerifyIdentityTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PersonalDetails Alfred = new() { GivenName = "Alfred", FamilyName = "Nkemelu", DateOfBirth = PersonalDetailsRules.UnknownBirth };
    private static readonly PersonalDetails AsDocumented = Alfred with { FamilyName = "Nkemelu-Ross", DateOfBirth = new DateOnly(1971, 3, 4) };

    [Theory]
    [EveryEngine]
    public async Task What_a_migrated_profile_may_not_is_refused_until_it_is_verified(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var ra = given.Ra;
        var (agent, sponsor) = (await ra.AnRaAgent(), await ra.ASponsor());
        var checker = await ra.AnIdChecker();
        var held = await ra.ADispenserPosition();
        var alfred = await MigratedAsync(ra, held);
        var wanted = await ra.APosition(Given.Given.Pharmacy, "Counter", "R8003");

        async Task<string?> Give() => (await ra.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = alfred, PositionId = wanted, StartsOn = ra.Today, SponsorId = sponsor.ProfileId, Reason = "Needed" }, agent, None))).Refusal?.Code;
        async Task<string?> Issued() => (await given.Start(CareIdentity.Smartcards.CardOperationKind.Issue, alfred, agent)).Refusal?.Code;
        async Task<string?> Changed(Func<PersonalDetails, PersonalDetails> change) => (await ra.With((ChangeDetails details) => details.ExecuteAsync(
            new ChangeDetailsRequest { ProfileId = alfred, Details = change(Alfred), Reason = "Told us" }, agent, None))).Refusal?.Code;
        async Task<int> Roles() => (await ra.With((RoleQueries roles) => roles.ChoicesAsync(alfred, None))).All.Count;

        Assert.Equal(("profile.not-verified", "profile.not-verified", 0), (await Give(), await Issued(), await Roles()));
        Assert.Equal("profile.verify-to-change", await Changed(details => details with { FamilyName = "Other" }));
        Assert.Null(await Changed(details => details with { Mobile = "07700 900123" }));

        Assert.Null((await VerifyAsync(ra, alfred, checker)).Refusal);

        Assert.Equal((null, null, 2), (await Give(), await Issued(), await Roles()));
        Assert.Null(await Changed(_ => AsDocumented with { FamilyName = "Ross" }));
    }

    [Theory]
    [EveryEngine]
    public async Task The_details_become_those_of_the_documents_and_it_is_recorded_who_checked_what_where_and_how(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var checker = await given.AnIdChecker();
        var alfred = await MigratedAsync(given);
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var done = await VerifyAsync(given, alfred, checker, CheckManner.RemoteByVideo);
        var profile = (await given.With((ProfileQueries queries) => queries.FindAsync(alfred, None)))!;
        var check = Assert.Single(await given.With((ProfileQueries queries) => queries.ChecksAsync(alfred, None)));
        var found = await given.With((ProfileQueries queries) => queries.SearchAsync("Alfred Ross", 10, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(alfred), 0, 1, None));
        var again = await VerifyAsync(given, alfred, checker);

        Assert.Null(done.Refusal);
        Assert.Equal((ProfileState.Verified, AsDocumented.FamilyName, AsDocumented.DateOfBirth, true), (profile.State, profile.FamilyName, profile.DateOfBirth, profile.HasPhoto));
        Assert.Equal((given.Clock.GetUtcNow(), "Hannah Checker", Given.Given.Pharmacy, CheckManner.RemoteByVideo, 3), (check.CheckedAt, check.CheckedBy, check.Organisation, check.Manner, check.Documents.Count));
        Assert.Equal(alfred, Assert.Single(found).Id);
        Assert.Contains("by video with Passport of another country, Utility bill", history.Lines[0].InWords, StringComparison.Ordinal);
        Assert.Equal("profile.already-verified", again.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Only_who_may_and_has_not_sponsored_them_and_only_with_enough_documents(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (checker, sponsor, elsewhere) = (await given.AnIdChecker(), await given.ASponsor(), await given.AnIdChecker(Given.Given.ForeignPharmacy, "Ines Elsewhere"));
        var alfred = await MigratedAsync(given);
        var twin = await given.With((SetUpPerson setUp) => setUp.ExecuteAsync(new SetUpPersonRequest { Details = AsDocumented, Organisation = Given.Given.Pharmacy }, Actor.Service, None));
        var enough = GivenPeople.Verified(AsDocumented, given.Today, twin.Value.ProfileId);
        await given.InDb(db => db.Database.ExecuteSqlAsync($"insert into duties (profile_id, person_id, side, since) values ({alfred}, {checker.ProfileId}, 'Sponsor', {given.Clock.GetUtcNow().UtcDateTime})"));
        var agent = await given.AnRaAgent();

        Task<Outcome<Done>> Verify(Actor by, VerifiedPerson person) => given.With((VerifyIdentity verify) => verify.ExecuteAsync(new VerifyIdentityRequest { ProfileId = alfred, Person = person }, by, None));

        Assert.Equal("access.not-allowed", (await Verify(sponsor, enough)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await Verify(elsewhere, enough)).Refusal?.Code);
        Assert.Equal("duty.sponsor-cannot-act", (await Verify(checker, enough)).Refusal?.Code);
        Assert.Equal("evidence.three-documents", (await Verify(agent, enough with { Documents = [.. enough.Documents.Take(2)] })).Refusal?.Code);
        Assert.Equal("profile.date-of-birth-unlikely", (await Verify(agent, enough with { Details = Alfred })).Refusal?.Code);
        Assert.Equal("profile.possible-duplicates", (await Verify(agent, enough with { NotTheSameAs = [] })).Refusal?.Code);
        Assert.Null((await Verify(agent, enough)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task Of_two_who_verify_at_once_one_is_refused(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (first, second) = (await given.AnIdChecker(), await given.AnRaAgent());
        var alfred = await MigratedAsync(given);

        var outcomes = await Task.WhenAll(Task.Run(() => VerifyAsync(given, alfred, first)), Task.Run(() => VerifyAsync(given, alfred, second)));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.Single(await given.With((ProfileQueries queries) => queries.ChecksAsync(alfred, None)));
    }

    private static async Task<Guid> MigratedAsync(Given.Given given, params Guid[] holds) => (await given.With((SetUpPerson setUp) => setUp.ExecuteAsync(
        new SetUpPersonRequest { Details = Alfred, Organisation = Given.Given.Pharmacy, Migrated = true, Positions = [.. holds.Select(id => (id, given.Today, (DateOnly?)null))] }, Actor.Service, None))).Value.ProfileId;

    private static Task<Outcome<Done>> VerifyAsync(Given.Given given, Guid profile, Actor by, CheckManner manner = CheckManner.FaceToFace) => given.With((VerifyIdentity verify) => verify.ExecuteAsync(
        new VerifyIdentityRequest { ProfileId = profile, Person = GivenPeople.Verified(AsDocumented, given.Today) with { Manner = manner, VideoEdition = manner is CheckManner.RemoteByVideo ? VideoScript.Edition : null } }, by, None));
}
