using CareIdentity.Access;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;
using CareIdentity.Population;
using CareIdentity.Reports;
using CareIdentity.Requests;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Data.Drift;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CareIdentity.Tests.Population;

/// <summary>What is generated is what the verbs would have written: every query, rule and constraint takes it for that.</summary>
public sealed class GeneratePopulationTests
{
    private const int People = 400;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task So_many_people_stand_in_every_table_under_the_constraints_as_they_were(EngineUnderTest engine)
    {
        await using var given = await AnAuthority(engine);
        var before = await PictureAsync(given);
        var others = await given.InDb(db => db.Organisations.CountAsync(None));

        var made = (await Generate(given)).Value;

        Assert.Empty(SchemaPicture.Differences(before, await PictureAsync(given)));
        Assert.Equal((People, 1UL), (made.People, made.Seed));
        await given.InDb(async db =>
        {
            Assert.Equal(People, await db.Profiles.CountAsync(None));
            Assert.Equal(Enum.GetValues<ProfileState>(), (await db.Profiles.Select(p => p.State).Distinct().ToListAsync(None)).Order());
            Assert.Superset(
                new HashSet<SmartcardState> { SmartcardState.Active, SmartcardState.Locked, SmartcardState.Cancelled, SmartcardState.Destroyed, SmartcardState.Blank },
                (await db.Smartcards.Select(c => c.State).Distinct().ToListAsync(None)).ToHashSet());
            Assert.Superset(
                new HashSet<CertificateStatus> { CertificateStatus.Active, CertificateStatus.Revoked },
                (await db.Certificates.Select(c => c.Status).Distinct().ToListAsync(None)).ToHashSet());
            Assert.True(await db.AccessRequests.AnyAsync(r => r.State == RequestState.Open, None));
            Assert.True(await db.PositionAssignments.AnyAsync(a => a.RemovedAt != null, None));
            Assert.Equal(made.Organisations, await db.OrganisationAncestors.CountAsync(a => a.Depth == 0, None) - others);
            return true;
        });
    }

    [Fact]
    public async Task Certificates_and_requests_are_there_in_every_state_and_of_every_kind()
    {
        await using var given = await AnAuthority(new EngineUnderTest(Engine.Sqlite));
        _ = (await Generate(given, people: 4_000)).Value;
        var now = given.Clock.GetUtcNow();

        await given.InDb(async db =>
        {
            Assert.Equal(Enum.GetValues<CertificateStatus>(), (await db.Certificates.Select(c => c.Status).Distinct().ToListAsync(None)).Order());
            Assert.True(await db.Certificates.AnyAsync(c => c.Status == CertificateStatus.Active && c.NotAfter < now, None), "expired");
            Assert.True(await db.Certificates.AnyAsync(c => c.Status == CertificateStatus.Revoked && c.Reason == RevocationReason.CertificateHold, None), "on hold");
            Assert.True(await db.CardOperations.AnyAsync(o => o.State == CardOperationState.Interrupted, None), "interrupted");
            Assert.Equal(Enum.GetValues<RequestKind>(), (await db.AccessRequests.Select(r => r.Kind).Distinct().ToListAsync(None)).Order());
            var late = RequestRules.LateSince(new RaPolicy(), given.Today);
            Assert.True(await db.AccessRequests.AnyAsync(r => r.State == RequestState.Open && r.CountsFrom <= late, None));
            Assert.False(await db.AccessRequests.AnyAsync(r => r.State == RequestState.Open && r.CountsFrom <= late && r.LateToldAt == null, None));
            Assert.Equal(Enum.GetValues<RequestState>(), (await db.AccessRequests.Select(r => r.State).Distinct().ToListAsync(None)).Order());
            return true;
        });
    }

    [Theory, EveryEngine]
    public async Task The_same_seed_on_the_same_day_makes_the_same_people_and_another_seed_others(EngineUnderTest engine)
    {
        var one = await Picture(engine, 7);

        Assert.Equal(one, await Picture(engine, 7));
        Assert.NotEqual(one, await Picture(engine, 8));
    }

    [Theory, EveryEngine]
    public async Task They_are_found_shown_and_may_do_what_their_positions_say(EngineUnderTest engine)
    {
        await using var given = await AnAuthority(engine);
        _ = (await Generate(given)).Value;
        var people = await given.InDb(db => db.Profiles.AsNoTracking().Where(p => p.State == ProfileState.Verified).OrderBy(p => p.Uuid).Take(25).ToListAsync(None));

        foreach (var person in people)
        {
            Assert.Contains(await given.With((ProfileQueries q) => q.SearchAsync(person.FullName, 200, None)), row => row.Id == person.Id);
            var profile = await given.With((ProfileQueries q) => q.FindAsync(person.Uuid, None));
            Assert.Equal(person.FullName, profile?.FullName);
            _ = await given.With((PositionQueries q) => q.OfProfileAsync(person.Id, None));
            _ = await given.With((RoleQueries q) => q.ChoicesAsync(person.Id, None));
        }

        var (agent, sponsor) = (await Holder(given, "RA Agent"), await Holder(given, "Practice manager and sponsor"));
        var below = (await given.InDb(db => db.Organisations.AsNoTracking().FirstAsync(o => o.Kind == OrganisationKind.Pharmacy && o.RaParent == agent.Organisation && o.Status == OrganisationStatus.Active, None))).Code;
        Assert.Null(await given.With((Authority authority) => authority.CheckAsync(agent, RaFunction.AssignPosition, below, None)));
        Assert.Null(await given.With((Authority authority) => authority.CheckAsync(sponsor, RaFunction.RaiseRequest, sponsor.Organisation!, None)));
        Assert.Equal("access.not-allowed", (await given.With((Authority authority) => authority.CheckAsync(sponsor, RaFunction.AssignPosition, below, None)))?.Code);
        Assert.NotEmpty(await given.With((OrganisationQueries q) => q.SearchAsync("surgery", 20, None)));
    }

    [Theory, EveryEngine]
    public async Task Nobody_holds_what_the_rules_of_combination_refuse_or_stands_on_two_sides(EngineUnderTest engine)
    {
        await using var given = await AnAuthority(engine);
        _ = (await Generate(given)).Value;

        Assert.Empty((await given.With((RestrictedReportQueries report) => report.BelowAsync(OdsCode.Parse("GR00000"), None))).Rows);
        await given.InDb(async db =>
        {
            // Whoever acted for somebody is in the ledger on the side that the row says; the keys repeat it, and they hold.
            Assert.False(await db.PositionAssignments.AnyAsync(a => a.GrantedBy != null && a.GrantedBy == a.SponsoredBy, None));
            Assert.False(await db.IdentityChecks.AnyAsync(c => db.Duties.Any(d => d.ProfileId == c.ProfileId && d.PersonId == c.CheckedBy && d.Side != DutySide.Agent), None));
            return true;
        });
    }

    [Theory, EveryEngine]
    public async Task It_refuses_a_database_with_people_or_of_a_live_service_and_a_number_out_of_bounds(EngineUnderTest engine)
    {
        await using var given = await AnAuthority(engine);

        Assert.Equal("population.number", (await Generate(given, people: 10)).Refusal?.Code);
        _ = (await Generate(given)).Value;
        Assert.Equal("population.not-empty", (await Generate(given)).Refusal?.Code);
        await using var without = await Given.Given.AnRaAsync(engine, services => services.AddPopulation());
        Assert.Equal("population.not-training", (await Generate(without)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Its_authorities_are_as_old_as_those_of_a_training_service_which_issues_cards_in_the_past(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine, services => services.AddSingleton<IKeyStore>(new InMemoryKeyStore()).AddSingleton(new CertificateOptions()).AddCertificates());

        var made = await given.With((IServiceProvider rooms) => ActivatorUtilities.CreateInstance<SetUpTrainingAuthorities>(rooms).ExecuteAsync(Actor.Service, None));

        Assert.True(made.Value.Created);
        var certificates = await given.InDb(db => db.Issuers.AsNoTracking().Select(i => i.Certificate).ToListAsync(None));
        Assert.Equal(2, certificates.Count);
        Assert.All(certificates, der => Assert.True(ParsedCertificate.Parse(der).Tbs.NotBefore <= given.Clock.GetUtcNow().AddYears(-3)));
    }

    internal static async Task<Given.Given> AnAuthority(EngineUnderTest engine, Action<IServiceCollection>? more = null)
    {
        var given = await Given.Given.AnRaAsync(engine, services => More(services, more)
            .AddSingleton<IKeyStore>(new InMemoryKeyStore())
            .AddSingleton(new CertificateOptions())
            .AddSingleton(new SmartcardOptions())
            .AddCertificates().AddSmartcards().AddSignIn().AddReports().AddPopulation());
        Assert.Null((await given.With((SetUpIssuers setUp) => setUp.ExecuteAsync(Actor.Service, None))).Refusal);
        await given.InDb(async db =>
        {
            // Only the roles and activities of its posts are missing from the small reference set of the tests.
            foreach (var code in new[] { "R0011", "R0260", "R8001", "R8004", "R8009", "R8015" })
            {
                db.JobRoles.Add(new JobRole { Code = RCode.Parse(code), Name = code });
            }

            db.AuditEvents.Add(Given.Given.AnEvent(given.Clock.GetUtcNow()));
            return await db.SaveAsync(None);
        });
        return given;
    }

    private static IServiceCollection More(IServiceCollection services, Action<IServiceCollection>? more)
    {
        more?.Invoke(services);
        return services;
    }

    internal static Task<Outcome<PopulationGenerated>> Generate(Given.Given given, ulong seed = 1, int people = People) => given.With((GeneratePopulation generate) =>
        generate.ExecuteAsync(new GeneratePopulationRequest { People = people, Seed = seed }, Actor.Service, null, None));

    private static async Task<string> Picture(EngineUnderTest engine, ulong seed)
    {
        await using var given = await AnAuthority(engine);
        _ = (await Generate(given, seed)).Value;
        return await given.InDb(async db => string.Join(
            '\n',
            await db.Profiles.OrderBy(p => p.Id).Select(p => $"{p.Id} {p.Uuid} {p.GivenName} {p.FamilyName} {p.State}").ToListAsync(None)));
    }

    internal static async Task<Actor> Holder(Given.Given given, string position)
    {
        var holder = await given.InDb(db => db.PositionAssignments.AsNoTracking()
            .Where(a => a.RemovedAt == null)
            .Join(db.Positions.Where(p => p.Name == position && p.Organisation != OdsCode.Parse("GR00000")), a => a.PositionId, p => p.Id, (a, p) => a.ProfileId)
            .OrderBy(id => id)
            .FirstAsync(None));
        return await given.ActorIn(holder, "Somebody Generated");
    }

    internal static async Task<SortedSet<string>> PictureAsync(Given.Given given)
    {
        await using var connection = await given.Database.OpenAsync();
        return await SchemaPicture.TakeAsync(connection, given.Database.Engine);
    }
}
