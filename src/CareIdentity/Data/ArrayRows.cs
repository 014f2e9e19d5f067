using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace CareIdentity.Data;

/// <summary>
/// Some rows of a table as PostgreSQL takes them in one statement: a column is an array. The statement reads the same however many rows there are,
/// so that it is planned once for each connection; several of them travel together.
/// </summary>
internal static class ArrayRows
{
    /// <summary>More than this go by COPY, which makes more journeys and costs less for each row.</summary>
    public const int Most = 512;

    public static NpgsqlBatchCommand Statement(IEntityType entity, QueuedRows queued) =>
        queued.Change is { } change ? Update(entity, queued.Rows, change) : Insert(entity, queued.Rows);

    /// <summary>
    /// Whether the server says that something is not as a statement asks for. Such a statement divides by whether it is, 0 or 1: the server gives up the
    /// whole journey by itself, and nobody has to look at an answer before the commit may be sent after it.
    /// </summary>
    public static bool IsNot(PostgresException failure) => failure.SqlState == PostgresErrorCodes.DivisionByZero;

    private static NpgsqlBatchCommand Insert(IEntityType entity, IReadOnlyList<object> rows)
    {
        var columns = RowColumn.Of(entity);
        return Command(
            $"insert into {entity.GetTableName()} ({string.Join(", ", columns.Select(c => c.Name))}) select * from unnest({Places(columns.Count)})",
            [.. columns.Select(column => Array(column, rows))]);
    }

    /// <summary>A row that is of another version by now, or gone, is left as it is, and the statement fails with <see cref="IsNot"/>.</summary>
    private static NpgsqlBatchCommand Update(IEntityType entity, IReadOnlyList<object> rows, QueuedChange change)
    {
        var (key, columns) = (RowColumn.KeyOf(entity), RowColumn.Of(entity, change.Written));
        List<NpgsqlParameter> values = [.. key.Concat(columns).Select(column => Array(column, rows))];
        List<string> names = [.. key.Concat(columns).Select(column => column.Name)];
        List<string> same = [.. key.Select(column => $"t.{column.Name} = n.{column.Name}")];
        if (change.Were is { } were)
        {
            values.Add(Parameter(NpgsqlDbType.Uuid, were.ToArray()));
            names.Add("was");
            same.Add("t.version = n.was");
        }

        return Command(
            $"""
            with changed as (
                update {entity.GetTableName()} t set {string.Join(", ", columns.Select(column => $"{column.Name} = n.{column.Name}"))}
                from unnest({Places(values.Count)}) as n({string.Join(", ", names)})
                where {string.Join(" and ", same)} returning 1)
            select 1 / (count(*) = cardinality($1))::int from changed
            """,
            [.. values]);
    }

    private static NpgsqlBatchCommand Command(string sql, NpgsqlParameter[] parameters)
    {
#pragma warning disable CA2100 // Names of the model; values are parameters.
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static string Places(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"${i}"));

    private static NpgsqlParameter Array(RowColumn column, IReadOnlyList<object> rows) => column.StoredAs switch
    {
        var type when type == typeof(string) => Parameter(NpgsqlDbType.Text, Values<string?>(column, rows)),
        var type when type == typeof(byte[]) => Parameter(NpgsqlDbType.Bytea, Values<byte[]?>(column, rows)),
        var type when type == typeof(Guid) => Of<Guid>(NpgsqlDbType.Uuid, column, rows),
        var type when type == typeof(DateTime) => Of<DateTime>(NpgsqlDbType.TimestampTz, column, rows),
        var type when type == typeof(DateOnly) => Of<DateOnly>(NpgsqlDbType.Date, column, rows),
        var type when type == typeof(bool) => Of<bool>(NpgsqlDbType.Boolean, column, rows),
        var type when type == typeof(int) => Of<int>(NpgsqlDbType.Integer, column, rows),
        var type when type == typeof(long) => Of<long>(NpgsqlDbType.Bigint, column, rows),
        var type => throw new NotSupportedException($"No column of the service is stored as {type.Name}."),
    };

    private static NpgsqlParameter Of<T>(NpgsqlDbType type, RowColumn column, IReadOnlyList<object> rows)
        where T : struct =>
        column.IsNullable ? Parameter(type, Values<T?>(column, rows)) : Parameter(type, Values<T>(column, rows));

    private static T[] Values<T>(RowColumn column, IReadOnlyList<object> rows)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (T)column.Read(rows[i])!;
        }

        return values;
    }

    private static NpgsqlParameter Parameter<T>(NpgsqlDbType type, T[] values) => new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
