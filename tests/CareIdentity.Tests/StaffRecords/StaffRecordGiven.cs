using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.StaffRecords;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Batches;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.StaffRecords;

/// <summary>The small RA with a staff record for one pharmacy, whose dispensers are mapped by Priya and approved by Sam, the sponsor.</summary>
internal sealed class StaffRecordGiven(BatchGiven batch, Guid source, Guid dispenser, Actor agent) : IAsyncDisposable
{
    public const string Dispenser = "PHARM-DISP";
    public const string Counter = "PHARM-COUNTER";

    public static readonly NationalInsuranceNumber Ashas = NationalInsuranceNumber.TryParse("AB123456C", out var number) ? number : throw new FormatException();

    public static CancellationToken None => CancellationToken.None;

    public Given.Given Ra => batch.Ra;

    public BatchGiven Batch => batch;

    public Actor Manager => batch.Manager;

    public Actor Sponsor => batch.Sponsor;

    public Actor Agent => agent;

    public Guid Source => source;

    /// <summary>Of the dispensers.</summary>
    public Guid Mapping { get; private set; }

    public Guid DispenserPosition => dispenser;

    public static async Task<StaffRecordGiven> Async(EngineUnderTest engine)
    {
        var batch = await BatchGiven.Async(engine);
        var source = (await batch.Ra.With((SetUpStaffSource setUp) => setUp.ExecuteAsync(
            new SetUpStaffSourceRequest { Name = "Riverside staff record", Sites = [Pharmacy], Owned = StaffFields.UsuallyOwned, Reason = "HR asked for it" }, batch.Manager, None))).Value;
        var dispenser = await batch.Ra.ADispenserPosition();
        var given = new StaffRecordGiven(batch, source, dispenser, await batch.Ra.AnRaAgent());
        given.Mapping = await given.Mapped(Dispenser, dispenser);
        return given;
    }

    public async Task<Guid> Mapped(string staffPosition, Guid position)
    {
        var mapping = (await Propose(staffPosition, position)).Value;
        Assert.Null((await Decide(mapping, Sponsor)).Refusal);
        return mapping;
    }

    public Task<Outcome<Guid>> Propose(string staffPosition, Guid position, Actor? by = null) => Ra.With((ProposeMapping propose) => propose.ExecuteAsync(
        new ProposeMappingRequest { SourceId = source, StaffPosition = staffPosition, StaffPositionName = staffPosition, PositionId = position, Note = "As HR names it" }, by ?? Manager, None));

    public Task<Outcome<Done>> Decide(Guid mapping, Actor by, bool approved = true) =>
        Ra.With((DecideMapping decide) => decide.ExecuteAsync(new DecideMappingRequest { MappingId = mapping, Approved = approved, Note = "Seen" }, by, None));

    /// <summary>Asha Patel, employee 1001, dispenser from today on, as the staff record says it for the first time.</summary>
    public StaffTold Told(long sequence = 1) => new()
    {
        EmployeeNumber = "1001",
        Sequence = sequence,
        Organisation = Pharmacy,
        Person = GivenPeople.Asha with { NationalInsuranceNumber = Ashas },
        StaffPosition = Dispenser,
        StartsOn = Ra.Today,
    };

    public Task<Outcome<StaffReceived>> Receive(StaffTold told, Actor? by = null) =>
        Ra.With((ReceiveStaffRecord receive) => receive.ExecuteAsync(new ReceiveStaffRecordRequest { SourceId = source, Told = told }, by ?? Actor.Service with { Name = "HR" }, None));

    /// <summary>Somebody with a profile and the number of Asha.</summary>
    public async Task<Guid> AshaIsKnown(Guid? position = null, bool migrated = false)
    {
        var person = (await Ra.With((SetUpPerson setUp) => setUp.ExecuteAsync(
            new SetUpPersonRequest
            {
                Details = GivenPeople.Asha with { NationalInsuranceNumber = Ashas },
                Organisation = Pharmacy,
                Positions = position is { } held ? [(held, Ra.Today.AddYears(-1), null)] : [],
                TrainedAs = [],
                TermsAccepted = true,
                Migrated = migrated,
            },
            Actor.Service,
            None))).Value;
        return person.ProfileId;
    }

    public Task<Outcome<StaffReceived>> Settle(Guid conflict, ConflictSettlement settlement, Guid? profile = null) => Ra.With((SettleConflict settle) => settle.ExecuteAsync(
        new SettleConflictRequest { ConflictId = conflict, Settlement = settlement, ProfileId = profile, Note = "Looked at" }, Manager, None));

    /// <summary>As if somebody had checked three documents.</summary>
    public Task<Refusal?> Verify(Guid profile) => Ra.InDb(async db =>
    {
        Assert.Null((await db.Profiles.SingleAsync(p => p.Id == profile, None)).Verify(Ra.Clock.GetUtcNow()));
        db.AuditEvents.Add(AnEvent(Ra.Clock.GetUtcNow()));
        return await db.SaveAsync(None);
    });

    public Task<StaffRecord> Record(string employee = "1001") => Ra.InDb(db => db.StaffRecords.AsNoTracking().SingleAsync(r => r.EmployeeNumber == employee, None));

    /// <summary>Registrations first.</summary>
    public async Task<List<AccessRequest>> Requests() => [.. (await Ra.InDb(db => db.AccessRequests.AsNoTracking().ToListAsync(None))).OrderBy(r => r.Kind)];

    public Task<List<StaffConflict>> Conflicts() => Ra.InDb(db => db.StaffConflicts.AsNoTracking().Where(c => c.State == StaffConflictState.Open).OrderBy(c => c.Id).ToListAsync(None));

    public Task<int> Holds(Guid profile) => Ra.InDb(db => db.PositionAssignments.CountAsync(a => a.ProfileId == profile && a.RemovedAt == null, None));

    public Task<Outcome<StaffRecordsLookedAfter>> LookAfter() => Ra.With((LookAfterStaffRecords look) => look.ExecuteAsync(Actor.Service, None));

    public ValueTask DisposeAsync() => batch.DisposeAsync();
}
