using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using CareIdentity.Bench.Measuring;

namespace CareIdentity.Bench.Imports;

/// <summary>The least that so many rows can cost by ordinary means: one prepared insert of the same fields into a table with one key, in one transaction.</summary>
internal static class BareInsert
{
    public const string Is = "prepared insert of the same rows";

    public static async Task<Sample> RunAsync(DbConnection connection, IReadOnlyList<string[]> lines, CancellationToken ct)
    {
        var columns = lines[0].Length;
        await ExecuteAsync(connection, $"create table bare_organisations ({Listed(columns, i => i == 0 ? "c0 text primary key" : $"c{i} text")})", ct);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Numbers of columns are all that is put together here.
        command.CommandText = $"insert into bare_organisations values ({Listed(columns, i => $"@p{i}")})";
#pragma warning restore CA2100
        for (var i = 0; i < columns; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", "");
            command.Parameters.Add(parameter);
        }

        await command.PrepareAsync(ct);
        var begun = Stopwatch.GetTimestamp();
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            command.Transaction = transaction;
            foreach (var line in lines)
            {
                for (var i = 0; i < columns; i++)
                {
                    command.Parameters[i].Value = line[i];
                }

                await command.ExecuteNonQueryAsync(ct);
            }

            await transaction.CommitAsync(ct);
        }

        var sample = Sample.Whole(lines.Count, Stopwatch.GetElapsedTime(begun));
        await CheckAsync(connection, lines.Count, ct);
        return sample;
    }

    private static async Task CheckAsync(DbConnection connection, int rows, CancellationToken ct)
    {
        await using var count = connection.CreateCommand();
        count.CommandText = "select count(*) from bare_organisations";
        if (Convert.ToInt64(await count.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) != rows)
        {
            throw new WrongAnswerException("The bare insert lost rows.");
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // As above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Listed(int columns, Func<int, string> column) => string.Join(", ", Enumerable.Range(0, columns).Select(column));
}
