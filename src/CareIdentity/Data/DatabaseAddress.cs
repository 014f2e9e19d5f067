using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CareIdentity.Data;

/// <summary>Which database, on which engine. What it prints is for people and logs: no password.</summary>
public sealed class DatabaseAddress
{
    /// <summary>In the data directory.</summary>
    public const string FileName = "care-identity.db";

    private readonly string shown;

    private DatabaseAddress(Engine engine, string connectionString, string shown)
    {
        (Engine, ConnectionString) = (engine, connectionString);
        this.shown = shown;
    }

    public Engine Engine { get; }

    public string ConnectionString { get; }

    /// <summary>PostgreSQL where a URL is given, otherwise the file in the data directory.</summary>
    /// <exception cref="FormatException">The URL is not one; the message says why, without the URL.</exception>
    public static DatabaseAddress Choose(string? url, string dataDirectory)
    {
        if (string.IsNullOrEmpty(url))
        {
            return InFile(Path.Combine(dataDirectory, FileName));
        }

        return DatabaseUrl.TryParse(url, out var address, out var problem) ? At(address) : throw new FormatException(problem);
    }

    public static DatabaseAddress InFile(string path) =>
        new(Engine.Sqlite, new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ConnectionString, path);

    public static DatabaseAddress At(DatabaseUrl url) => new(Engine.Postgres, url.ConnectionString, url.ToString());

    public override string ToString() => shown;

    /// <summary>A connection under the conventions of its engine, for work that is not the context's: schema, bulk import, doctor.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        DbConnection connection = Engine is Engine.Sqlite ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            if (Engine is Engine.Sqlite)
            {
                SqliteConventions.Apply(connection);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
