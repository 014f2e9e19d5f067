using Npgsql;
using NpgsqlTypes;

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
                Write(writer, column.Read(row));
            }
        }

        await writer.CompleteAsync(ct);
    }

    private static void Write(NpgsqlBinaryImporter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case Guid id:
                writer.Write(id, NpgsqlDbType.Uuid);
                break;
            case string text:
                writer.Write(text, NpgsqlDbType.Varchar);
                break;
            case DateTime at:
                writer.Write(at, NpgsqlDbType.TimestampTz);
                break;
            case DateOnly day:
                writer.Write(day, NpgsqlDbType.Date);
                break;
            case bool yes:
                writer.Write(yes, NpgsqlDbType.Boolean);
                break;
            case int number:
                writer.Write(number, NpgsqlDbType.Integer);
                break;
            case long number:
                writer.Write(number, NpgsqlDbType.Bigint);
                break;
            case byte[] octets:
                writer.Write(octets, NpgsqlDbType.Bytea);
                break;
            default:
                throw new NotSupportedException($"No column of the service is stored as {value.GetType().Name}.");
        }
    }
}
