using Npgsql;

namespace CareIdentity.Data;

/// <summary>Rows by COPY in the binary form, the fastest that PostgreSQL takes; what its constraints refuse is thrown when the last row is in.</summary>
internal static class CopyRows
{
    public static async Task InsertAsync(NpgsqlConnection connection, string table, IReadOnlyList<RowColumn> columns, IEnumerable<object> rows, CancellationToken ct)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            $"copy {table} ({string.Join(", ", columns.Select(c => c.Name))}) from stdin (format binary)", ct);
        foreach (var row in rows)
        {
            // Values go into a buffer and seldom to the network: awaiting each of them would cost more than writing it.
            writer.StartRow();
            foreach (var column in columns)
            {
                column.Write(writer, row);
            }
        }

        await writer.CompleteAsync(ct);
    }
}
