using System.Diagnostics;
using System.Globalization;
using System.Text;
using CareIdentity.Access;
using CareIdentity.Batches;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Batches;

/// <summary>A file of assignments in a generated population: read, checked line by line, carried out with an event each.</summary>
internal sealed class BatchBench(BenchScale scale)
{
    /// <summary>The same among the whole population.</summary>
    public const string National = "national-batch";

    private const string Bench = "batch";

    private const int AimSeconds = 60;
    private const int AimLines = 100_000;
    private const int Positions = 20;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var figures = new List<Figure>();
        foreach (var create in world.Engines)
        {
            await using var database = await create();
            await using var services = BenchServices.On(database.Address);
            await using (var scope = services.CreateAsyncScope())
            {
                await PopulatedDatabase.GenerateAsync(scope.ServiceProvider, scale.People);
            }

            figures.AddRange(await MeasureAsync(Bench, database.Address, services, scale.People, ct));
        }

        return figures;
    }

    /// <summary>The assignments stay in a database that is kept.</summary>
    public async Task<IReadOnlyList<Figure>> MeasureNationalAsync(BenchWorld world, CancellationToken ct)
    {
        var national = await world.NationalAsync(scale.Populations[^1], ct);
        await using var services = BenchServices.On(national.Address);
        return await MeasureAsync(National, national.Address, services, national.People, ct);
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(string bench, DatabaseAddress database, ServiceProvider services, int among, CancellationToken ct)
    {
        var engine = database.Engine is Engine.Sqlite ? "SQLite" : "PostgreSQL";
        var (actor, file) = await FileAsync(services, ct);
        var memory = Process.GetCurrentProcess().WorkingSet64;
        var begun = Stopwatch.GetTimestamp();
        var batch = await UseAsync(services, async (UploadBatch upload) => (await upload.ExecuteAsync(
            new UploadBatchRequest { Kind = BatchKind.Assign, FileName = "bench.csv", Content = new MemoryStream(file), Reason = "Bench" }, actor, ct)).Value);
        var runner = services.GetRequiredService<BatchRunner>();
        await runner.WorkAsync(ct);
        var check = Sample.Whole(scale.BatchLines, Stopwatch.GetElapsedTime(begun));

        _ = (await UseAsync(services, (SteerBatch steer) => steer.ExecuteAsync(new SteerBatchRequest { BatchId = batch, Move = BatchMove.Start }, actor, ct))).Value;
        begun = Stopwatch.GetTimestamp();
        await runner.WorkAsync(ct);
        var work = Sample.Whole(scale.BatchLines, Stopwatch.GetElapsedTime(begun));
        var grown = (Process.GetCurrentProcess().WorkingSet64 - memory) >> 20;
        var done = await UseAsync(services, (BatchQueries queries) => queries.FindAsync(batch, ct));
        if (done is not { State: BatchState.Done } || done.Done < scale.BatchLines * 0.9)
        {
            throw new WrongAnswerException($"Of {scale.BatchLines} lines {done?.Done} were done and {done?.Bad} were bad.");
        }

        var raw = new Rounds([await BareCopy.RunAsync(database, Written(batch), scale.BatchLines, ct)]);
        var lines = $"{scale.BatchLines:N0} assignments, {among:N0} people, {engine}";
        var aim = new Aim($"{AimLines:N0} within {AimSeconds} s (these took {work.Elapsed.TotalSeconds:0.0} s; {grown} MB more memory)", work.Elapsed.TotalSeconds * AimLines <= (double)AimSeconds * scale.BatchLines);
        return
        [
            Figure.OfRates(bench, $"lines uploaded and checked, {lines}", new Rounds([check]), BareCopy.Is, raw),
            Figure.OfRates(bench, $"lines carried out, {lines}", new Rounds([work]), BareCopy.Is, raw) with { Aim = aim },
        ];
    }

    /// <summary>Of this batch: a database that is kept may have had others.</summary>
    private static (string, string?)[] Written(Guid batch)
    {
        var (lines, events) = ($"batch_id = '{batch}'", $"correlation_id = 'batch-{batch:N}'");
        return
        [
            ("position_assignments", $"id in (select target from batch_lines where {lines})"), ("audit_events", events),
            ("audit_event_subjects", $"event_id in (select id from audit_events where {events})"), ("batch_lines", lines),
        ];
    }

    /// <summary>An RA Manager of the population, and a file that gives posts at some organisations below to people who work elsewhere.</summary>
    private async Task<(Actor Actor, byte[] File)> FileAsync(ServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CareIdentityDb>();
        var authority = OdsCode.Parse("GR00001");
        var manager = await db.PositionAssignments.AsNoTracking()
            .Join(db.Positions.Where(p => p.Organisation == authority && p.Name == "RA Manager"), a => a.PositionId, p => p.Id, (a, p) => a)
            .OrderBy(a => a.Id).FirstAsync(ct);
        var posts = await db.Positions.AsNoTracking()
            .Where(p => p.Name == "Administrator" && db.Organisations.Any(o => o.Code == p.Organisation && o.RaParent == authority))
            .OrderBy(p => p.Id).Take(Positions).ToListAsync(ct);
        var sponsors = new Dictionary<OdsCode, UserUuid>();
        foreach (var post in posts)
        {
            sponsors[post.Organisation] = await db.PositionAssignments
                .Join(db.Positions.Where(p => p.Organisation == post.Organisation && p.Name.EndsWith("sponsor")), a => a.PositionId, p => p.Id, (a, p) => a.ProfileId)
                .Join(db.Profiles, id => id, p => p.Id, (id, p) => p.Uuid)
                .OrderBy(uuid => uuid).FirstAsync(ct);
        }

        // None to whom an earlier batch gave one of them: the database may be one that is kept.
        var ids = posts.ConvertAll(post => post.Id);
        var people = await db.Profiles.AsNoTracking()
            .Where(p => p.State == ProfileState.Verified && !db.PositionAssignments.Any(a => a.ProfileId == p.Id && ids.Contains(a.PositionId)))
            .OrderBy(p => p.Uuid).Select(p => p.Uuid).Take(scale.BatchLines).ToListAsync(ct);
        var text = new StringBuilder("uuid,organisation,position,first_day,last_day,sponsor,reason\r\n");
        var today = TimeProvider.System.Today();
        for (var i = 0; i < scale.BatchLines; i++)
        {
            var post = posts[(i + (i / people.Count)) % posts.Count];
            text.Append(CultureInfo.InvariantCulture, $"{people[i % people.Count]},{post.Organisation},{post.Name},{today:yyyy-MM-dd},,{sponsors[post.Organisation]},\r\n");
        }

        var actor = new Actor
        {
            ProfileId = manager.ProfileId,
            Name = "Bench",
            ActingAs = "RA Manager",
            AssignmentId = manager.Id,
            AccessProfileId = await db.AccessProfiles.Where(x => x.PositionId == manager.PositionId).Select(x => x.Id).SingleAsync(ct),
            Organisation = authority,
            AssuranceLevel = 3,
        };
        return (actor, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static async Task<T> UseAsync<TService, T>(ServiceProvider services, Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
