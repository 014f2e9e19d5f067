using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CareIdentity.Data;

/// <summary>
/// Every SQLite connection: write-ahead log (readers never wait for the writer), synced at each commit (a committed audit event
/// survives a power cut), foreign keys checked, five seconds of patience for the write lock.
/// </summary>
public sealed class SqliteConventions : DbConnectionInterceptor
{
    public static readonly SqliteConventions Instance = new();

    private const string Settings = """
        PRAGMA busy_timeout = 5000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        """;

    private SqliteConventions()
    {
    }

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    /// <summary>Not asynchronous within: SQLite has no asynchronous calls, its provider only pretends.</summary>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }
}
