using System.Data.Common;
using CareIdentity.Data;
using Npgsql;

namespace CareIdentity.Bench.Population;

/// <summary>Fills a table of a bench's own database as fast as the engine takes it, past every rule of the service.</summary>
internal static class BulkRows
{
    public static Task InsertAsync(DbConnection connection, string table, string[] columns, IEnumerable<object?[]> rows) =>
        connection is NpgsqlConnection postgres ? CopyAsync(postgres, table, columns, rows) : InsertOneByOneAsync(connection, table, columns, rows);

    public static async Task AnalyseAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "analyze";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)");
        foreach (var row in rows)
        {
            await writer.WriteRowAsync(CancellationToken.None, row);
        }

        await writer.CompleteAsync();
    }

    private static async Task InsertOneByOneAsync(DbConnection connection, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Names of tables and columns from this project.
        command.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
#pragma warning restore CA2100
        foreach (var i in Enumerable.Range(0, columns.Length))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }
}
