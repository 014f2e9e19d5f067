using System.Data.Common;
using System.Globalization;

namespace CareIdentity.Data.Schema;

/// <summary>
/// Brings a database to the schema of this build. Guarantees: files are applied in order, each in one transaction together with
/// its row of <c>schema_history</c>; of any number of starters each file is applied by one, under the engine's own lock; a
/// database that is newer, altered, incomplete or not ours is left as it was.
/// </summary>
public sealed class SchemaRunner(Engine engine, IReadOnlyList<SchemaFile> files, TimeProvider clock)
{
    private const string History = "schema_history";

    private readonly SchemaDialect dialect = SchemaDialect.Of(engine);

    public SchemaRunner(Engine engine, TimeProvider clock)
        : this(engine, SchemaFile.Embedded(engine), clock)
    {
    }

    /// <summary>Looks without writing or locking, so that it also serves a read replica and the doctor.</summary>
    /// <exception cref="SchemaRefusedException">The service cannot start on this database.</exception>
    public async Task<SchemaState> ReadAsync(DbConnection connection, CancellationToken ct)
    {
        // One statement for both questions: between two, another starter may commit the first file.
        var tables = await ListTablesAsync(connection, ct);
        if (tables.Contains(History))
        {
            return new SchemaState(await CompareAsync(connection, ct), files.Count);
        }

        return tables.Count == 0 ? new SchemaState(0, files.Count) : throw SchemaRefusedException.IsNotOurs(tables.Count);
    }

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="SchemaRefusedException">The service cannot start on this database.</exception>
    public async Task<SchemaState> ApplyAsync(DbConnection connection, CancellationToken ct)
    {
        var state = await ReadAsync(connection, ct);
        if (state.IsCurrent)
        {
            return state;
        }

        await ExecuteAsync(connection, dialect.Before, ct);
        try
        {
            while (!state.IsCurrent)
            {
                state = await ApplyNextAsync(connection, ct);
            }
        }
        finally
        {
            await ExecuteAsync(connection, dialect.After, CancellationToken.None);
        }

        return state;
    }

    /// <summary>Read again under the lock: another starter may have been quicker.</summary>
    private async Task<SchemaState> ApplyNextAsync(DbConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(dialect.Isolation, ct);
        await ExecuteAsync(connection, dialect.Lock, ct);
        var state = await ReadAsync(connection, ct);
        if (state.IsCurrent)
        {
            return state;
        }

        var next = files[state.Applied];
        try
        {
            await ExecuteAsync(connection, state.Applied == 0 ? CreateHistory : null, ct);
            await ExecuteAsync(connection, next.Sql, ct);
            await RefuseBrokenReferencesAsync(connection, ct);
            await RecordAsync(connection, next, ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception failure) when (failure is DbException or InvalidDataException)
        {
            throw SchemaRefusedException.CouldNotApply(next, failure);
        }

        return state with { Applied = next.Number };
    }

    private string CreateHistory => $"""
        CREATE TABLE {History} (
            number integer NOT NULL PRIMARY KEY,
            name varchar(200) NOT NULL,
            sha256 char(64) NOT NULL,
            applied_at {dialect.TimeType} NOT NULL
        )
        """;

    /// <summary>Gives the number of files applied, once each of them is known to be ours.</summary>
    private async Task<int> CompareAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, name, sha256 FROM schema_history ORDER BY number";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = 0;
        while (await reader.ReadAsync(ct))
        {
            var number = reader.GetInt32(0);
            if (number != ++applied)
            {
                throw SchemaRefusedException.GapInHistory(applied);
            }

            if (number <= files.Count && (reader.GetString(1), reader.GetString(2)) is var (name, hash)
                && (name != files[number - 1].Name || hash != files[number - 1].Sha256))
            {
                throw SchemaRefusedException.IsAltered(files[number - 1], name, hash);
            }
        }

        return applied <= files.Count ? applied : throw SchemaRefusedException.IsNewer(applied, files.Count);
    }

    private async Task RefuseBrokenReferencesAsync(DbConnection connection, CancellationToken ct)
    {
        if (dialect.CountBrokenReferences is { } count && await CountAsync(connection, count, ct) is > 0 and var broken)
        {
            throw new InvalidDataException($"{broken} rows would point at rows that are not there.");
        }
    }

    private async Task RecordAsync(DbConnection connection, SchemaFile file, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO schema_history (number, name, sha256, applied_at) VALUES (@number, @name, @sha256, @applied_at)";
        foreach (var (name, value) in new (string, object)[]
        {
            ("number", file.Number), ("name", file.Name), ("sha256", file.Sha256), ("applied_at", clock.GetUtcNow().UtcDateTime),
        })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<string>> ListTablesAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = dialect.Tables;
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<string> tables = [];
        while (await reader.ReadAsync(ct))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task<long> CountAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(DbConnection connection, string? sql, CancellationToken ct)
    {
        if (sql is null)
        {
            return;
        }

        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0; // Rebuilding a large table, or waiting for another starter to do it, takes as long as it takes.
        await command.ExecuteNonQueryAsync(ct);
    }
}
