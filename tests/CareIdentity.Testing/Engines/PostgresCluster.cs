using System.Collections.Concurrent;
using System.Globalization;
using CareIdentity.Data;
using Npgsql;

namespace CareIdentity.Testing.Engines;

/// <summary>How a server of a run's own treats its data.</summary>
internal enum PostgresManner
{
    /// <summary>Nothing is synced: what a power cut leaves behind is not what tests ask.</summary>
    Test,

    /// <summary>Synced at each commit, with the settings of docs/operations.md for a machine of some 16 GB.</summary>
    Service,
}

/// <summary>
/// A PostgreSQL of this test run's own, started when the first test asks for it. Each test gets a database that is a copy of one
/// template. Nothing of it outlives the run, however the run ends.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> server;
    private readonly Lazy<Task<string>> template;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> filled = new(StringComparer.Ordinal);
    private int count;

    /// <summary>As tests want it: the only public one, which the test framework calls.</summary>
    public PostgresCluster()
        : this(PostgresManner.Test)
    {
    }

    private PostgresCluster(PostgresManner manner)
    {
        server = new Lazy<Task<PostgresServer>>(() => PostgresServer.StartAsync(manner));
        template = new Lazy<Task<string>>(() => TemplateAsync("with_schema", "template0", EngineUnderTest.ApplySchemaAsync));
    }

    /// <summary>One that syncs, for benches.</summary>
    public static PostgresCluster AsInService() => new(PostgresManner.Service);

    public async Task<TestDatabase> CreateAsync() => await CreateAsync(await template.Value);

    public async Task<TestDatabase> CreateAsync(string name, Func<TestDatabase, Task> fill) =>
        await CreateAsync(await filled.GetOrAdd(name, _ => new Lazy<Task<string>>(async () => await TemplateAsync(name, await template.Value, fill))).Value);

    public Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
        {
            NpgsqlConnection.ClearAllPools();
            await (await server.Value).DisposeAsync();
        }
    }

    private async Task<TestDatabase> CreateAsync(string source)
    {
        var running = await server.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref count)}");
        await running.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {source}");
        var address = running.Address(name);
        return new TestDatabase(address, async () =>
        {
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
            await running.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }, running.Url(name));
    }

    private async Task<string> TemplateAsync(string name, string source, Func<TestDatabase, Task> fill)
    {
        var running = await server.Value;
        await running.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {source}");
        var address = running.Address(name);
        await using (var database = new TestDatabase(address, () => ValueTask.CompletedTask))
        {
            await fill(database);
        }

        // A database that somebody is connected to cannot be copied.
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        NpgsqlConnection.ClearPool(connection);
        return name;
    }
}
