using System.Collections.Concurrent;
using CareIdentity.Data;
using Microsoft.Data.Sqlite;

namespace CareIdentity.Testing.Engines;

/// <summary>SQLite as it runs in service: a real file with its write-ahead log, never in memory. Each test gets a copy of one template.</summary>
public sealed class SqliteDatabases : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-sqlite-");
    private readonly Lazy<Task<string>> template;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> filled = new(StringComparer.Ordinal);
    private int count;

    public SqliteDatabases() => template = new Lazy<Task<string>>(() => TemplateAsync(null, EngineUnderTest.ApplySchemaAsync));

    public async Task<TestDatabase> CreateAsync() => Open(Copy(await template.Value));

    public async Task<TestDatabase> CreateAsync(string name, Func<TestDatabase, Task> fill) =>
        Open(Copy(await filled.GetOrAdd(name, _ => new Lazy<Task<string>>(async () => await TemplateAsync(await template.Value, fill))).Value));

    public TestDatabase CreateEmpty() => Open(NewPath());

    public void Dispose() => directory.Delete(recursive: true);

    private static TestDatabase Open(string path)
    {
        var address = DatabaseAddress.InFile(path);
        return new TestDatabase(address, () =>
        {
            Forget(address);
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Closing the last connection folds the write-ahead log into the file, which then can be copied alone.</summary>
    private async Task<string> TemplateAsync(string? source, Func<TestDatabase, Task> fill)
    {
        var path = source is null ? NewPath() : Copy(source);
        var address = DatabaseAddress.InFile(path);
        await using (var database = new TestDatabase(address, () => ValueTask.CompletedTask))
        {
            await fill(database);
        }

        Forget(address);
        return path;
    }

    private string Copy(string source)
    {
        var path = NewPath();
        File.Copy(source, path);
        return path;
    }

    private static void Forget(DatabaseAddress address)
    {
        using var connection = new SqliteConnection(address.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Named as the service names it, so that a service in a process of its own can be given the folder.</summary>
    private string NewPath() => Path.Combine(directory.CreateSubdirectory($"{Interlocked.Increment(ref count)}").FullName, DatabaseAddress.FileName);
}
