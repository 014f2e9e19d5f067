using System.Data.Common;
using System.Diagnostics;
using CareIdentity.Bench.Measuring;
using CareIdentity.Data;

namespace CareIdentity.Bench.Population;

/// <summary>The least that so many rows can cost: the engine copies them within itself, into tables without keys and indexes, in one transaction.</summary>
internal static class BareCopy
{
    public const string Is = "the engine copies the same rows, without keys and indexes";

    /// <param name="sources">Tables, each with a condition where not all of it counts.</param>
    public static async Task<Sample> RunAsync(DatabaseAddress database, IReadOnlyList<(string Table, string? Where)> sources, int operations, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var begun = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var (table, where) in sources)
        {
            await ExecuteAsync(connection, transaction, $"create table bare_{table} as select * from {table}{(where is null ? "" : $" where {where}")}", ct);
        }

        await transaction.CommitAsync(ct);
        var sample = Sample.Whole(operations, Stopwatch.GetElapsedTime(begun));
        foreach (var (table, _) in sources)
        {
            await ExecuteAsync(connection, null, $"drop table bare_{table}", ct); // The database may be one that is kept.
        }

        return sample;
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
