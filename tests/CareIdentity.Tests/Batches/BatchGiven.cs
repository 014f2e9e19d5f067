using System.Text;
using CareIdentity.Access;
using CareIdentity.Batches;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.StaffRecords;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CareIdentity.Tests.Batches;

/// <summary>The small RA with somebody who brings files, somebody who sponsors, and people to work on.</summary>
internal sealed class BatchGiven(Given.Given ra, Actor manager, Actor sponsor) : IAsyncDisposable
{
    public static readonly CancellationToken None = CancellationToken.None;

    public Given.Given Ra => ra;

    public Actor Manager => manager;

    public Actor Sponsor => sponsor;

    public static async Task<BatchGiven> Async(EngineUnderTest engine, Action<IServiceCollection>? more = null)
    {
        var ra = await Given.Given.AnRaAsync(engine, services =>
        {
            services.AddLogging().AddStaffRecords().AddBatches();
            more?.Invoke(services);
        });
        var manager = await ra.Somebody("Priya Raman", Given.Given.Ra, await ra.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);
        return new BatchGiven(ra, manager, await ra.ASponsor());
    }

    public async Task<UserUuid> UuidOf(Actor somebody) => await ra.InDb(db => db.Profiles.Where(p => p.Id == somebody.ProfileId).Select(p => p.Uuid).SingleAsync());

    public Task<Outcome<Guid>> Upload(BatchKind kind, string file, Actor? by = null) => Upload(kind, Encoding.UTF8.GetBytes(file), by);

    public Task<Outcome<Guid>> Upload(BatchKind kind, byte[] file, Actor? by = null) => ra.With((UploadBatch upload) => upload.ExecuteAsync(
        new UploadBatchRequest { Kind = kind, FileName = "people.csv", Content = new MemoryStream(file), Reason = "New rota" }, by ?? manager, None));

    public Task<Outcome<Done>> Steer(Guid batch, BatchMove move, Actor? by = null) =>
        ra.With((SteerBatch steer) => steer.ExecuteAsync(new SteerBatchRequest { BatchId = batch, Move = move }, by ?? manager, None));

    /// <summary>A node of its own; those before it are gone, and their leases over.</summary>
    public async Task<BatchRunner> ANode()
    {
        ra.Clock.Advance(TimeSpan.FromMinutes(3));
        return await ra.With((IServiceScopeFactory scopes) => Task.FromResult(new BatchRunner(scopes, ra.Clock, NullLogger<BatchRunner>.Instance)));
    }

    public async Task<BatchView> Work(Guid batch)
    {
        Assert.True(await (await ANode()).WorkAsync(None));
        return await View(batch);
    }

    public async Task<BatchView> View(Guid batch) => (await ra.With((BatchQueries q) => q.FindAsync(batch, None)))!;

    public async Task<IReadOnlyList<BatchLineView>> Lines(Guid batch) => (await ra.With((BatchQueries q) => q.LinesAsync(batch, null, 0, 100, None))).Rows;

    /// <summary>Uploaded, checked and carried out.</summary>
    public async Task<Guid> Carried(BatchKind kind, string file, Actor? by = null)
    {
        var batch = (await Upload(kind, file, by)).Value;
        Assert.Equal(BatchState.Checked, (await Work(batch)).State);
        Assert.Null((await Steer(batch, BatchMove.Start, by)).Refusal);
        Assert.Equal(BatchState.Done, (await Work(batch)).State);
        return batch;
    }

    public async Task<Guid> Undone(Guid batch, Actor? by = null)
    {
        Assert.Null((await Steer(batch, BatchMove.Undo, by)).Refusal);
        Assert.Equal(BatchState.Undone, (await Work(batch)).State);
        return batch;
    }

    public Task<int> Events(string type, Guid profile) => ra.InDb(db => db.AuditEventSubjects
        .Where(s => s.Key == profile.ToString())
        .Join(db.AuditEvents.Where(e => e.Type == type), s => s.EventId, e => e.Id, (s, e) => e)
        .CountAsync(None));

    public async Task<ProfileState> StateOf(Guid profile) => await ra.InDb(db => db.Profiles.Where(p => p.Id == profile).Select(p => p.State).SingleAsync(None));

    public ValueTask DisposeAsync() => ra.DisposeAsync();
}
