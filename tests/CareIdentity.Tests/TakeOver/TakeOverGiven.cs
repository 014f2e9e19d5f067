using System.Text;
using CareIdentity.Access;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.TakeOver;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Given.Given;

namespace CareIdentity.Tests.TakeOver;

/// <summary>The small RA with positions that people may come to hold by a file.</summary>
internal sealed class TakeOverGiven(Given.Given ra, int profilesBefore) : IAsyncDisposable
{
    public const string Header = "uuid,national_insurance_number,given_name,family_name,date_of_birth,email,organisation,position,job_role,first_day,last_day\r\n";

    private static CancellationToken None => CancellationToken.None;

    public Given.Given Ra => ra;

    public int ProfilesBefore => profilesBefore;

    public static async Task<TakeOverGiven> Async(EngineUnderTest engine)
    {
        var ra = await AnRaAsync(engine, services => services.AddTakeOver());
        await ra.ADispenserPosition();
        await ra.ADispenserPosition(OtherPharmacy);
        await ra.APosition(Pharmacy, "Counter", "R8008");
        await ra.APosition(Pharmacy, "Sponsor", "R8008", "B1300");
        await ra.APosition(Pharmacy, "ID checker", "R8000", "B0267");
        if (!await ra.InDb(db => db.Organisations.AnyAsync(o => o.Code == OdsCode.NationalLocumPharmacy, None)))
        {
            await ra.AnOrganisation(OdsCode.NationalLocumPharmacy, "National locum pharmacy", OrganisationKind.NationalLocumPharmacy, null);
        }

        await ra.APosition(OdsCode.NationalLocumPharmacy, "Locum", "R8003");
        return new TakeOverGiven(ra, await ra.InDb(db => db.Profiles.CountAsync(None)));
    }

    public Task<(ImportedPeople Imported, IReadOnlyList<string> Bad)> Import(string file, bool onlyCheck = false, Actor? by = null, bool alone = false) =>
        Import(new MemoryStream(Encoding.UTF8.GetBytes(file)), onlyCheck, by, alone);

    public async Task<(ImportedPeople Imported, IReadOnlyList<string> Bad)> Import(Stream file, bool onlyCheck = false, Actor? by = null, bool alone = false)
    {
        var bad = new List<string>();
        return ((await Execute(file, onlyCheck, bad, by, alone)).Value, bad);
    }

    public async Task<string?> Refused(string file) => (await Execute(new MemoryStream(Encoding.UTF8.GetBytes(file)), false, [], null)).Refusal?.Code;

    public Task<bool> Verify(string given) => ra.InDb(async db =>
    {
        (await db.Profiles.SingleAsync(p => p.GivenName == given, None)).Verify(ra.Clock.GetUtcNow());
        db.AuditEvents.Add(AnEvent(ra.Clock.GetUtcNow()));
        return await db.SaveAsync(None) is null;
    });

    public Task<bool> Restrict(string first, string second) => ra.InDb(async db =>
    {
        db.RestrictedCombinations.Add(RestrictedCombination.Of(new Restriction("T1", first, second, RestrictionScope.Organisation, "For a test")));
        db.AuditEvents.Add(AnEvent(ra.Clock.GetUtcNow()));
        return await db.SaveAsync(None) is null;
    });

    public Task<List<string>> History(Guid profile) => ra.InDb(db => db.AuditEventSubjects
        .Where(s => s.Key == profile.ToString())
        .Join(db.AuditEvents, s => s.EventId, e => e.Id, (s, e) => e)
        .OrderBy(e => e.Id).Select(e => e.InWords).ToListAsync(None));

    public Task<RowCounts> Rows() => ra.InDb(async db => new RowCounts(
        await db.Profiles.CountAsync(None), await db.ProfileNames.CountAsync(None), await db.PositionAssignments.CountAsync(None), await db.AuditEvents.CountAsync(None)));

    public ValueTask DisposeAsync() => ra.DisposeAsync();

    private Task<Outcome<ImportedPeople>> Execute(Stream file, bool onlyCheck, List<string> bad, Actor? by, bool alone = false) => ra.With((ImportPeople import) => import.ExecuteAsync(
        new ImportPeopleRequest { FileName = "people.csv", Content = file, OnlyCheck = onlyCheck, Alone = alone, Bad = (line, _) => Keep(bad, line) }, by ?? Actor.Service, null, None));

    private static Task Keep(List<string> bad, BadLine line)
    {
        bad.Add($"{line.Number} {line.Column} {line.Code}");
        return Task.CompletedTask;
    }
}

internal sealed record RowCounts(int Profiles, int Names, int Assignments, int Events);

/// <summary>A file whose disk goes while it is taken over, at the third reading: it was recognised and counted before.</summary>
internal sealed class StoppingStream(string text, int at) : MemoryStream(Encoding.UTF8.GetBytes(text))
{
    private int readings;

    public override long Position
    {
        get => base.Position;
        set
        {
            readings += value == 0 ? 1 : 0;
            base.Position = value;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        readings >= 4 && base.Position > at ? throw new IOException("The disk is gone.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, 4096)], cancellationToken);
}
