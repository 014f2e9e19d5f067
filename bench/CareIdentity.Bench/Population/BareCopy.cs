using System.Data.Common;
using System.Diagnostics;
using CareIdentity.Bench.Measuring;
using CareIdentity.Data;
using Npgsql;

namespace CareIdentity.Bench.Population;

/// <summary>The least that so many rows can cost: the engine copies them within itself, into tables without keys and indexes, in one transaction.</summary>
internal static class BareCopy
{
    public const string Is = "the engine copies the same rows, without keys and indexes";

    public const string WithKeysIs = "the engine copies the same rows and makes their keys, indexes and statistics";

    /// <summary>In the database's own words, for the table that the copy is.</summary>
    private const string KeysOf = """
        select regexp_replace(pg_get_indexdef(indexrelid), 'INDEX \S+ ON \S+', format('INDEX ON bare_%1$s', @table)) from pg_index where indrelid = @table::regclass
        union all
        select format('alter table bare_%s add %s', @table, pg_get_constraintdef(oid)) from pg_constraint where conrelid = @table::regclass and contype = 'f'
        """;

    /// <param name="sources">Tables, each with a condition where not all of it counts.</param>
    public static Task<Sample> RunAsync(DatabaseAddress database, IReadOnlyList<(string Table, string? Where)> sources, int operations, CancellationToken ct) =>
        RunAsync(database, sources, [], operations, ct);

    /// <summary>The same, and what every way of loading them owes the database at its end: on PostgreSQL.</summary>
    public static async Task<Sample> WithKeysAsync(DatabaseAddress database, IReadOnlyList<string> tables, int operations, CancellationToken ct)
    {
        var keys = new List<string> { "set local maintenance_work_mem = '256MB'" }; // As a take-over has it.
        await using (var connection = await database.OpenAsync(ct))
        {
            foreach (var table in tables)
            {
                keys.AddRange(await KeysAsync(connection, table, ct));
            }
        }

        return await RunAsync(database, [.. tables.Select(table => (table, (string?)null))], [.. keys, .. tables.Select(table => $"analyze bare_{table}")], operations, ct);
    }

    private static async Task<Sample> RunAsync(DatabaseAddress database, IReadOnlyList<(string Table, string? Where)> sources, IReadOnlyList<string> afterwards, int operations, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var begun = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var (table, where) in sources)
        {
            await ExecuteAsync(connection, transaction, $"create table bare_{table} as select * from {table}{(where is null ? "" : $" where {where}")}", ct);
        }

        foreach (var sql in afterwards)
        {
            await ExecuteAsync(connection, transaction, sql, ct);
        }

        await transaction.CommitAsync(ct);
        var sample = Sample.Whole(operations, Stopwatch.GetElapsedTime(begun));
        foreach (var (table, _) in sources)
        {
            await ExecuteAsync(connection, null, $"drop table bare_{table}", ct); // The database may be one that is kept.
        }

        return sample;
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(DbConnection connection, string table, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = KeysOf;
        command.Parameters.Add(new NpgsqlParameter<string>("table", table));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var keys = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Tables of the model and conditions of the benches.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}
