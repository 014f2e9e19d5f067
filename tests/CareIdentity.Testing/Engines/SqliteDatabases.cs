using CareIdentity.Data;
using Microsoft.Data.Sqlite;

namespace CareIdentity.Testing.Engines;

/// <summary>SQLite as it runs in service: a real file with its write-ahead log, never in memory. Each test gets a copy of one template.</summary>
public sealed class SqliteDatabases : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-sqlite-");
    private readonly Lazy<Task<string>> template;
    private int count;

    public SqliteDatabases() => template = new Lazy<Task<string>>(CreateTemplateAsync);

    public async Task<TestDatabase> CreateAsync()
    {
        var source = await template.Value;
        var path = NewPath();
        File.Copy(source, path);
        return Open(path);
    }

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
    private async Task<string> CreateTemplateAsync()
    {
        var path = NewPath();
        var address = DatabaseAddress.InFile(path);
        await using (var database = new TestDatabase(address, () => ValueTask.CompletedTask))
        {
            await EngineUnderTest.ApplySchemaAsync(database);
        }

        Forget(address);
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
