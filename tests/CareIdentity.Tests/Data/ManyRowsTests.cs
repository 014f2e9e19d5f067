using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.SignIn;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Data;

/// <summary>Rows that are saved without being tracked keep the promises of those that are.</summary>
public sealed class ManyRowsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task Many_rows_without_an_audit_event_are_never_saved(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);

        var bug = await Assert.ThrowsAsync<InvalidOperationException>(() => given.InDb(db =>
        {
            db.AddMany([New("FA001"), New("FA002")]);
            return db.SaveAsync(None);
        }));

        Assert.Contains("audit event", bug.Message, StringComparison.Ordinal);
        Assert.Equal(0, await given.InDb(db => db.Organisations.CountAsync(o => o.SortName == "new pharmacy")));
    }

    [Theory]
    [EveryEngine]
    public async Task Of_many_rows_all_are_saved_with_their_event_or_none_where_one_is_refused(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        Task<Refusal?> Save(params string[] codes) => given.InDb(db =>
        {
            var rows = codes.Select(New).ToList();
            new AuditTrail(db, given.Clock).Record(Actor.Service, Reason.None, new OrganisationsAdded { FileName = "test.csv", Sha256 = "00", Codes = [.. rows.Select(o => o.Code)] });
            db.AddMany(rows);
            return db.SaveAsync(None);
        });
        Task<int> Saved() => given.InDb(db => db.Organisations.CountAsync(o => o.SortName == "new pharmacy" && o.Version != Guid.Empty));
        var events = await given.InDb(db => db.AuditEvents.CountAsync());

        Assert.Null(await Save([.. Enumerable.Range(0, 60).Select(i => $"FA0{i:D2}")]));
        Assert.Equal((60, events + 1), (await Saved(), await given.InDb(db => db.AuditEvents.CountAsync())));
        Assert.Equal(60, await given.InDb(db => db.AuditEventSubjects.CountAsync(s => s.Key.StartsWith("FA0"))));

        Assert.Equal(OrganisationRefusals.CodeInUse.Code, (await Save("FA998", "FA007", "FA999"))?.Code);
        Assert.Equal((60, events + 1), (await Saved(), await given.InDb(db => db.AuditEvents.CountAsync())));
    }

    [Theory]
    [EveryEngine]
    public async Task Of_many_changed_rows_all_are_saved_or_none_where_one_is_of_another_version_by_now(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        Assert.Null(await given.InDb(db =>
        {
            db.AddMany(new[] { New("FA001"), New("FA002"), New("FA003") });
            new AuditTrail(db, given.Clock).Record(Actor.Service, Reason.None, new OrganisationsAdded { FileName = "test.csv", Sha256 = "00", Codes = [OdsCode.Parse("FA001")] });
            return db.SaveAsync(None);
        }));
        Task<List<Organisation>> Read() => given.InDb(db => db.Organisations.AsNoTracking().Where(o => o.Code == OdsCode.Parse("FA001") || o.Code == OdsCode.Parse("FA002") || o.Code == OdsCode.Parse("FA003")).OrderBy(o => o.Code).ToListAsync());
        Task<Refusal?> Change(IReadOnlyList<(Organisation Row, Guid Was)> rows) => given.InDb(db =>
        {
            db.ChangeMany(rows, nameof(Organisation.Name));
            new AuditTrail(db, given.Clock).RecordMany([(Actor.Service, Reason.None, new OrganisationsAdded { FileName = "test.csv", Sha256 = "00", Codes = [OdsCode.Parse("FA001")] }, given.Clock.GetUtcNow())]);
            Assert.Equal(engine.Engine is Engine.Postgres, db.SavesInOneJourney);
            return db.SaveAsync(None);
        });
        var seen = await Read();
        seen.ForEach(organisation => organisation.Describe(new OrganisationDetails { Name = "Renamed Pharmacy", Kind = OrganisationKind.Pharmacy }));
        var were = seen.ConvertAll(organisation => (organisation, organisation.Version));

        Assert.Equal("changed-by-someone-else", (await Change([were[0], (seen[1], Guid.CreateVersion7()), were[2]]))?.Code);
        Assert.All(await Read(), organisation => Assert.Equal("New Pharmacy", organisation.Name));

        Assert.Null(await Change(were));
        var after = await Read();
        Assert.All(after, organisation => Assert.Equal("Renamed Pharmacy", organisation.Name));
        Assert.Empty(after.Select(organisation => organisation.Version).Intersect(were.Select(pair => pair.Version)));
    }

    [Theory]
    [EveryEngine]
    public async Task Of_many_rows_that_are_written_without_a_version_all_are_or_none_where_one_is_gone(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var at = given.Clock.GetUtcNow();
        SignInChallenge Challenge(byte number, DateTimeOffset? used) => new() { NonceHash = [number], BrowserHash = [number], IssuedAt = at, ExpiresAt = at.AddMinutes(5), UsedAt = used };
        await given.InDb(async db =>
        {
            await db.InsertMissingAsync<SignInChallenge>([Challenge(1, null), Challenge(2, null)], None);
            return 0;
        });
        Task<Refusal?> Use(params byte[] numbers) => given.InDb(db =>
        {
            db.WriteMany([.. numbers.Select(number => Challenge(number, at))], nameof(SignInChallenge.UsedAt));
            return db.SaveAsync(None);
        });
        Task<int> Used() => given.InDb(db => db.SignInChallenges.CountAsync(c => c.UsedAt != null));

        Assert.Equal("changed-by-someone-else", (await Use(1, 3))?.Code);
        Assert.Equal(0, await Used());

        Assert.Null(await Use(1, 2));
        Assert.Equal(2, await Used());
        await given.InDb(db => Task.FromResult(Assert.Throws<InvalidOperationException>(() => db.WriteMany([New("FA001")], nameof(Organisation.Name)))));
    }

    private static Organisation New(string code)
    {
        var organisation = new Organisation { Code = OdsCode.Parse(code) };
        organisation.Describe(new OrganisationDetails { Name = "New Pharmacy", Kind = OrganisationKind.Pharmacy });
        return organisation;
    }
}
