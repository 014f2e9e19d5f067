using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Tests.Staff;

/// <summary>The small RA with a manager, a colleague of hers, a sponsor, and positions to appoint to.</summary>
internal sealed class GivenStaff : IAsyncDisposable
{
    private GivenStaff(Given.Given ra) => Ra = ra;

    public static CancellationToken None => CancellationToken.None;

    public Given.Given Ra { get; }

    public Actor Manager { get; private set; } = null!;

    public Actor Agent { get; private set; } = null!;

    public Actor Sponsor { get; private set; } = null!;

    /// <summary>Makes its holder an unlocker at the pharmacy.</summary>
    public Guid Unlocker { get; private set; }

    public DateOnly Today => Ra.Today;

    public AppointmentLetter Letter => new("Olive Owner", "Owner", Today.AddDays(-3), "Letter 17");

    public static async Task<GivenStaff> Async(EngineUnderTest engine)
    {
        var given = new GivenStaff(await Given.Given.AnRaAsync(engine));
        given.Manager = await given.Ra.Somebody("Mary Manager", Given.Given.Ra, await given.Ra.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);
        given.Agent = await given.Ra.AnRaAgent();
        given.Sponsor = await given.Ra.ASponsor();
        given.Unlocker = await given.Ra.APosition(Given.Given.Pharmacy, "Unlocker", "R8008", "X0002");
        return given;
    }

    /// <summary>Somebody who works at the pharmacy without any role of the Registration Authority.</summary>
    public async Task<Actor> ADispenser(string name = "Nadia Dispenser") =>
        await Ra.Somebody(name, Given.Given.Pharmacy, await Ra.ADispenserPosition());

    public Task<Outcome<Guid>> Appoint(Actor person, Guid position, Actor by, Actor? seenBy, AppointmentLetter? letter = null) =>
        Ra.With((AppointStaff appoint) => appoint.ExecuteAsync(
            new AppointStaffRequest { ProfileId = person.ProfileId, PositionId = position, StartsOn = Today, Letter = letter ?? Letter, SeenBy = seenBy?.ProfileId }, by, None));

    /// <summary>Appointed, the agreement accepted; signed in as what they were appointed to.</summary>
    public async Task<Actor> AnUnlocker(string name = "Una Unlocker")
    {
        var person = await ADispenser(name);
        var assignment = (await Appoint(person, Unlocker, Manager, Sponsor)).Value;
        Assert.Null((await Agree(assignment, person)).Refusal);
        return await As(person, assignment);
    }

    public Task<Outcome<Done>> Agree(Guid assignment, Actor by, bool accepted = true) =>
        Ra.With((AcceptAgreement accept) => accept.ExecuteAsync(new AcceptAgreementRequest { AssignmentId = assignment, Accepted = accepted }, by, None));

    public Task<Outcome<Done>> Suspend(Guid assignment, Actor by, bool suspended = true, string reason = "Because") =>
        Ra.With((SuspendStaff suspend) => suspend.ExecuteAsync(new SuspendStaffRequest { AssignmentId = assignment, Suspended = suspended, Reason = reason }, by, None));

    public Task<Outcome<Done>> Train(Actor person, Actor by, DateOnly? on = null, string evidence = "Scenario", params RaRole[] roles) =>
        Ra.With((RecordTraining record) => record.ExecuteAsync(
            new RecordTrainingRequest { ProfileId = person.ProfileId, Roles = roles, CompletedOn = on ?? Today, Evidence = evidence }, by, None));

    public async Task<TrainingLookedAfter> LookAfter() => (await Ra.With((LookAfterTraining look) => look.ExecuteAsync(Actor.Service, None))).Value;

    public async Task<string?> May(Actor actor, RaFunction function = RaFunction.UnlockSmartcard) =>
        (await Ra.With((Authority authority) => authority.CheckAsync(actor, function, Given.Given.Pharmacy, None)))?.Code;

    public async Task<StaffView?> View(Guid assignment) => await Ra.With((StaffQueries queries) => queries.FindAsync(assignment, None));

    public async Task<IReadOnlyList<string>> History(Actor person) =>
        [.. (await Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(person.ProfileId), 0, 50, None))).Lines.Select(line => line.InWords)];

    /// <summary>The same person in the position of that assignment.</summary>
    public async Task<Actor> As(Actor person, Guid assignment)
    {
        var held = (await Ra.With((PositionQueries positions) => positions.OfProfileAsync(person.ProfileId, None))).First(p => p.AssignmentId == assignment);
        return person with { AssignmentId = assignment, AccessProfileId = held.AccessProfiles[0].Id, Organisation = held.AccessProfiles[0].Organisation };
    }

    public ValueTask DisposeAsync() => Ra.DisposeAsync();
}
