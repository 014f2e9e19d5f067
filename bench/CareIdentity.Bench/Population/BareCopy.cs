using System.Diagnostics;
using CareIdentity.Bench.Measuring;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Bench.Population;

/// <summary>The least that so many rows can cost: the engine copies them within itself, into tables without keys and indexes, in one transaction.</summary>
internal static class BareCopy
{
    public const string Is = "the engine copies the same rows, without keys and indexes";

    /// <param name="sources">Tables, each with a condition where not all of it counts.</param>
    public static async Task<Sample> RunAsync(TestDatabase database, IReadOnlyList<(string Table, string? Where)> sources, int operations, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync();
        var begun = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var (table, where) in sources)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandTimeout = 0;
#pragma warning disable CA2100 // Tables of the model and conditions of the benches.
            command.CommandText = $"create table bare_{table} as select * from {table}{(where is null ? "" : $" where {where}")}";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return Sample.Whole(operations, Stopwatch.GetElapsedTime(begun));
    }
}
