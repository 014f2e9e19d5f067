using System.Data.Common;
using CareIdentity.Data;

namespace CareIdentity.Tests.Data.Drift;

/// <summary>
/// A schema as the engine itself describes it, one line for each table, column, index, foreign key and check: two schemas are
/// the same when their lines are. The order of columns and of constraints does not count.
/// </summary>
internal static class SchemaPicture
{
    public static async Task<SortedSet<string>> TakeAsync(DbConnection connection, Engine engine)
    {
        var lines = engine is Engine.Sqlite ? await SqlitePicture.TakeAsync(connection) : await PostgresPicture.TakeAsync(connection);
        return new SortedSet<string>(lines, StringComparer.Ordinal);
    }

    /// <summary>What one has and the other has not, in words for whoever has to put it right.</summary>
    public static IReadOnlyList<string> Differences(SortedSet<string> files, SortedSet<string> model) =>
    [
        .. model.Except(files).Select(line => $"only in the model: {line}"),
        .. files.Except(model).Select(line => $"only in the files: {line}"),
    ];

    public static async Task<List<string[]>> RowsAsync(DbConnection connection, string sql, params string[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{i}", values[i]);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        List<string[]> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture) ?? "")]);
        }

        return rows;
    }
}
