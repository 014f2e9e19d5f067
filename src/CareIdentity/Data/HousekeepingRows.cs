using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CareIdentity.Data;

/// <summary>
/// Inserts and deletes many housekeeping rows without tracking each of them: some hundred in one statement, the statement prepared once.
/// Takes part in the context's transaction where there is one. For any other kind of row it throws: those are saved, with their event.
/// </summary>
internal static class HousekeepingRows
{
    /// <summary>Few, because SQLite finds each parameter of a statement by walking through their names.</summary>
    private const int RowsAtOnce = 40;

    public static Task DeleteAsync<T>(this CareIdentityDb db, Func<IQueryable<T>, IQueryable<T>> which, CancellationToken ct)
        where T : class
    {
        RequireHousekeeping(typeof(T));
        return which(db.Set<T>()).ExecuteDeleteAsync(ct);
    }

    /// <summary>Leaves out rows that are already there.</summary>
    public static async Task InsertMissingAsync<T>(this CareIdentityDb db, IEnumerable<T> rows, CancellationToken ct)
        where T : class
    {
        RequireHousekeeping(typeof(T));
        var columns = ColumnsOf<T>(db.Model);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            DbCommand? command = null;
            foreach (var some in rows.Chunk(RowsAtOnce))
            {
                if (command?.Parameters.Count != some.Length * columns.Count)
                {
                    command?.Dispose();
                    command = Create(db, db.Model.FindEntityType(typeof(T))!.GetTableName()!, columns, some.Length);
                }

                Fill(command, columns, some);
                await command.ExecuteNonQueryAsync(ct);
            }

            command?.Dispose();
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static void RequireHousekeeping(Type type)
    {
        if (type.GetCustomAttribute<HousekeepingAttribute>() is null)
        {
            throw new InvalidOperationException($"{type.Name} is not housekeeping: a change of it is saved together with its event.");
        }
    }

    private static List<Column> ColumnsOf<T>(IModel model) =>
        [.. model.FindEntityType(typeof(T))!.GetProperties().Select(p => new Column(p.GetColumnName(), p.PropertyInfo!, p.GetTypeMapping().Converter?.ConvertToProvider))];

    private static DbCommand Create(CareIdentityDb db, string table, List<Column> columns, int rows)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var names = Enumerable.Range(0, rows * columns.Count).Select(i => $"@p{i}").ToArray();
        var places = names.Chunk(columns.Count).Select(row => $"({string.Join(", ", row)})");
#pragma warning disable CA2100 // Names of the model and numbers of the parameters; no value.
        command.CommandText = $"insert into {table} ({string.Join(", ", columns.Select(c => c.Name))}) values {string.Join(", ", places)} on conflict do nothing";
#pragma warning restore CA2100
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Fill<T>(DbCommand command, List<Column> columns, T[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns.Count; j++)
            {
                var value = columns[j].Property.GetValue(rows[i]);
                command.Parameters[(i * columns.Count) + j].Value = (columns[j].ToProvider?.Invoke(value) ?? value) ?? DBNull.Value;
            }
        }
    }

    private sealed record Column(string Name, PropertyInfo Property, Func<object?, object?>? ToProvider);
}
