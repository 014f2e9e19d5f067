using System.Security.Cryptography;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Search;
using CareIdentity.Staff;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Tests.Given;

/// <summary>
/// A database with a small RA in it, and people who can act: the one builder of every data test. The clock stands on a Monday morning
/// and moves only when a test moves it.
/// </summary>
public sealed class Given : IAsyncDisposable
{
    public static readonly OdsCode Ra = OdsCode.Parse("RA1DO");
    public static readonly OdsCode Pharmacy = OdsCode.Parse("FW844");
    public static readonly OdsCode OtherPharmacy = OdsCode.Parse("FX111");
    public static readonly OdsCode OtherRa = OdsCode.Parse("RA2DE");
    public static readonly OdsCode ForeignPharmacy = OdsCode.Parse("FZ999");

    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly Action<IServiceCollection>? more;
    private readonly bool isRestart;

    private Given(TestDatabase database, ManualClock clock, Action<IServiceCollection>? more, bool isRestart)
    {
        (this.database, Clock, this.more, this.isRestart) = (database, clock, more, isRestart);
        var all = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new RaPolicy())
            .AddDatabase(database.Address)
            .AddAudit().AddSearch().AddOrganisations().AddPeople().AddAccess().AddRequests().AddStaff();
        more?.Invoke(all);
        services = all.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public ManualClock Clock { get; }

    public DateOnly Today => Clock.Today();

    public TestDatabase Database => database;

    public static async Task<Given> AnRaAsync(EngineUnderTest engine, Action<IServiceCollection>? more = null)
    {
        var database = await engine.CreateDatabaseAsync("an_ra", async empty =>
        {
            await using var given = new Given(empty, MondayMorning(), null, isRestart: true);
            await given.SetUpAsync();
        });
        return new Given(database, MondayMorning(), more, isRestart: false);
    }

    /// <summary>The service after a restart, or another process of it: the same database and clock, and nothing else remembered.</summary>
    public Given Restart() => new(database, Clock, more, isRestart: true);

    /// <summary>One use of one service, in a scope of its own as a web request has it.</summary>
    public async Task<T> With<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<T> InDb<T>(Func<CareIdentityDb, Task<T>> use) => With(use);

    /// <summary>A position with one access profile at an organisation.</summary>
    public async Task<Guid> APosition(OdsCode organisation, string name, string jobRole, params string[] added) =>
        (await With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest
            {
                Organisation = organisation,
                Name = name,
                AccessProfiles = [new NewAccessProfile(organisation, RCode.Parse(jobRole), [.. added.Select(BCode.Parse)])],
                AssignableBySponsors = name.Contains("assignable", StringComparison.Ordinal),
                ApprovalNote = "Set up for a test",
            },
            Actor.Service,
            CancellationToken.None))).Value;

    /// <summary>Somebody who has long held the position, is trained for the roles and signed in with a card in it.</summary>
    public async Task<Actor> Somebody(string fullName, OdsCode organisation, Guid positionId, params RaRole[] trainedAs)
    {
        var names = fullName.Split(' ');
        var person = (await With((SetUpPerson setUp) => setUp.ExecuteAsync(
            new SetUpPersonRequest
            {
                Details = new PersonalDetails { GivenName = names[0], FamilyName = names[^1], DateOfBirth = new DateOnly(1950 + RandomNumberGenerator.GetInt32(50), 1, 1 + RandomNumberGenerator.GetInt32(28)) },
                Organisation = organisation,
                Positions = [(positionId, Today.AddYears(-1), null)],
                TrainedAs = trainedAs,
                TermsAccepted = true,
            },
            Actor.Service,
            CancellationToken.None))).Value;
        return await ActorIn(person.ProfileId, fullName);
    }

    /// <summary>The person signed in at AAL3, in the first access profile of the first position they hold.</summary>
    public async Task<Actor> ActorIn(Guid profileId, string fullName)
    {
        var held = await With((PositionQueries positions) => positions.OfProfileAsync(profileId, CancellationToken.None));
        return new Actor
        {
            ProfileId = profileId,
            Name = fullName,
            ActingAs = held.Count == 0 ? "" : $"{held[0].PositionName}, {held[0].OrganisationName}",
            AssignmentId = held.Count == 0 ? null : held[0].AssignmentId,
            AccessProfileId = held.Count == 0 ? null : held[0].AccessProfiles[0].Id,
            Organisation = held.Count == 0 ? null : held[0].AccessProfiles[0].Organisation,
            AssuranceLevel = 3,
            CorrelationId = "test",
        };
    }

    /// <summary>Puts on record that somebody was appointed by letter to what they hold, and has signed: without it a position of RA staff gives no authority.</summary>
    public Task<Refusal?> Appointed(Guid profileId) => InDb(async db =>
    {
        var held = await db.PositionAssignments
            .Where(a => a.ProfileId == profileId && a.RemovedAt == null && !db.RaAppointments.Any(p => p.AssignmentId == a.Id))
            .ToListAsync(CancellationToken.None);
        foreach (var assignment in held)
        {
            var appointment = RaAppointment.Of(assignment, new AppointmentLetter("Olive Owner", "Owner", Today, "A letter"), null, Clock.GetUtcNow(), new RaPolicy());
            appointment.Agree("test", Clock.GetUtcNow());
            db.RaAppointments.Add(appointment);
            new AuditTrail(db, Clock).Record(Actor.Service, Reason.None, new TermsAccepted { ProfileId = profileId, TermsVersion = "test" });
        }

        return await db.SaveAsync(CancellationToken.None);
    });

    public async Task<Actor> ASponsor(OdsCode? at = null, string name = "Sam Sponsor") =>
        await Somebody(name, at ?? Pharmacy, await APosition(at ?? Pharmacy, "Pharmacy manager and sponsor", "R8008", "B1300"), RaRole.Sponsor);

    public async Task<Actor> AnIdChecker(OdsCode? at = null, string name = "Hannah Checker") =>
        await Somebody(name, at ?? Pharmacy, await APosition(at ?? Pharmacy, "ID checker", "R8008", "B0267"), RaRole.IdChecker);

    public async Task<Actor> AnRaAgent(OdsCode? at = null, string name = "Ravi Agent") =>
        await Somebody(name, at ?? Ra, await APosition(at ?? Ra, "RA Agent", "R5090"), RaRole.RaAgent);

    public Task<Guid> ADispenserPosition(OdsCode? at = null) => APosition(at ?? Pharmacy, "Dispenser", "R8003");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (!isRestart)
        {
            await database.DisposeAsync();
        }
    }

    private static ManualClock MondayMorning() => new(new DateTimeOffset(2026, 6, 15, 8, 0, 0, TimeSpan.Zero));

    private async Task SetUpAsync()
    {
        await InDb(async db =>
        {
            foreach (var code in new[] { "R5072", "R5080", "R5090", "R5100", "R8000", "R8003", "R8008", "R1290", "R1988" })
            {
                db.JobRoles.Add(new JobRole { Code = RCode.Parse(code), Name = $"Job role {code}" });
            }

            foreach (var code in new[] { "B0267", "B1300", "B0570", "B0572", "B0820", "B0825", "X0001", "X0002" })
            {
                db.Activities.Add(new Activity { Code = BCode.Parse(code), Name = $"Activity {code}" });
            }

            db.ActivityInclusions.Add(new ActivityInclusion { Activity = BCode.Parse("B0572"), Includes = BCode.Parse("B0570") });
            db.ActivityInclusions.Add(new ActivityInclusion { Activity = BCode.Parse("B0825"), Includes = BCode.Parse("B0820") });
            db.BaselineActivities.Add(new BaselineActivity { JobRole = RCode.Parse("R8003"), Activity = BCode.Parse("B0825") });
            db.ReferenceSets.Add(new ReferenceSet { Name = RbacReferenceSource.SetName, ImportedAt = Clock.GetUtcNow() });
            db.AuditEvents.Add(AnEvent(Clock.GetUtcNow()));
            return await db.SaveAsync(CancellationToken.None);
        });
        await AnOrganisation(Ra, "Dorset Registration Authority", OrganisationKind.RegistrationAuthority, null);
        await AnOrganisation(Pharmacy, "Riverside Pharmacy", OrganisationKind.Pharmacy, Ra);
        await AnOrganisation(OtherPharmacy, "Hilltop Pharmacy", OrganisationKind.Pharmacy, Ra);
        await AnOrganisation(OtherRa, "Devon Registration Authority", OrganisationKind.RegistrationAuthority, null);
        await AnOrganisation(ForeignPharmacy, "Moor Pharmacy", OrganisationKind.Pharmacy, OtherRa);
    }

    public Task<Outcome<OdsCode>> AnOrganisation(OdsCode code, string name, OrganisationKind kind, OdsCode? below) =>
        With((SetUpOrganisation setUp) => setUp.ExecuteAsync(
            new SetUpOrganisationRequest { Code = code, Details = new OrganisationDetails { Name = name, Kind = kind }, RaParent = below },
            Actor.Service,
            CancellationToken.None));

    /// <summary>Accounts for rows that a test adds past the verbs.</summary>
    internal static AuditEvent AnEvent(DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(),
        At = at,
        Type = "TestReferenceData",
        InWords = "Reference data of a test.",
        Detail = "{}",
        ActorName = "test",
        ActingAs = "test",
        Reason = "",
        CorrelationId = "",
    };
}
