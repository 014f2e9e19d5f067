using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CareIdentity.Data;

/// <summary>
/// Inserts many rows without tracking each of them: some in one statement, the statement made once. Takes part in the context's transaction
/// where there is one, makes one of its own where there is none. PostgreSQL takes what it need not compare by COPY. Only <see cref="CareIdentityDb.AddMany"/>, whose rows an event of the same
/// commit tells of, and housekeeping reach it; for any other kind of row it throws.
/// </summary>
internal static class ManyRows
{
    /// <summary>Few on SQLite, which finds each parameter of a statement by walking through their names, and to which no journey is saved.</summary>
    private static int ParametersAtOnce(Engine engine) => engine is Engine.Sqlite ? 32 : 2_000;

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
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            // One flush to the disk for all of them, not one a statement.
            await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
            await InsertAsync(db, typeof(T), rows, " on conflict do nothing", ct);
            if (own is not null)
            {
                await own.CommitAsync(ct);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Within a transaction. What the database refuses is thrown as when saving.</summary>
    internal static async Task InsertToldAsync(CareIdentityDb db, Type type, IReadOnlyCollection<object> rows, CancellationToken ct)
    {
        try
        {
            await InsertAsync(db, type, rows, "", ct);
        }
        catch (DbException failure)
        {
            throw new DbUpdateException($"Rows of {type.Name} were not inserted.", failure);
        }
    }

    /// <summary>Within a transaction. Throws as saving does where a row is of another version by now.</summary>
    internal static async Task UpdateToldAsync(CareIdentityDb db, QueuedRows queued, QueuedChange change, CancellationToken ct)
    {
        var entity = db.Model.FindEntityType(queued.Type)!;
        if (db.Engine is Engine.Postgres)
        {
            await UpdateInOneAsync(db, entity, queued, ct);
            return;
        }

        var (written, key) = (RowColumn.Of(entity, change.Written), RowColumn.KeyOf(entity));
        IReadOnlyList<RowColumn> columns = [.. written, .. key];
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var same = key.Select((c, i) => $"{c.Name} = @p{written.Count + i}").Concat(change.Were is null ? [] : ["version = @was"]);
#pragma warning disable CA2100 // Names of the model and numbers of the parameters; no value.
        command.CommandText = $"update {entity.GetTableName()} set {string.Join(", ", written.Select((c, i) => $"{c.Name} = @p{i}"))} where {string.Join(" and ", same)}";
#pragma warning restore CA2100
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(columns[i].Mapping.CreateParameter(command, $"@p{i}", null, columns[i].IsNullable));
        }

        var version = written[^1];
        var was = change.Were is null ? null : version.Mapping.CreateParameter(command, "@was", null, false);
        if (was is not null)
        {
            command.Parameters.Add(was);
        }

        try
        {
            for (var i = 0; i < queued.Rows.Count; i++)
            {
                Fill(command, columns, [queued.Rows[i]]);
                if (was is not null && change.Were is { } were)
                {
                    was.Value = version.Mapping.Converter?.ConvertToProvider(were[i]) ?? were[i];
                }

                if (await command.ExecuteNonQueryAsync(ct) != 1)
                {
                    throw OfAnotherVersion(queued.Type, null);
                }
            }
        }
        catch (DbException failure)
        {
            throw new DbUpdateException($"Rows of {queued.Type.Name} were not changed.", failure);
        }
    }

    private static async Task UpdateInOneAsync(CareIdentityDb db, IEntityType entity, QueuedRows queued, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        batch.BatchCommands.Add(ArrayRows.Statement(entity, queued));
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException failure) when (ArrayRows.IsNot(failure))
        {
            throw OfAnotherVersion(queued.Type, failure);
        }
        catch (DbException failure)
        {
            throw new DbUpdateException($"Rows of {queued.Type.Name} were not changed.", failure);
        }
    }

    /// <summary>
    /// On PostgreSQL, all that is queued in one journey to the server, which takes it as one transaction. What the database refuses is thrown as when
    /// saving.
    /// </summary>
    internal static async Task SaveTogetherAsync(CareIdentityDb db, IReadOnlyList<QueuedRows> queued, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
            foreach (var rows in queued)
            {
                batch.BatchCommands.Add(ArrayRows.Statement(db.Model.FindEntityType(rows.Type)!, rows));
            }

            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException failure) when (ArrayRows.IsNot(failure))
        {
            throw OfAnotherVersion(queued.First(rows => rows.Change is not null).Type, failure);
        }
        catch (DbException failure)
        {
            throw new DbUpdateException("What was queued was not saved.", failure);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static DbUpdateConcurrencyException OfAnotherVersion(Type type, Exception? failure) =>
        new($"Not all rows of {type.Name} were of the version that was seen.", failure);

    private static async Task InsertAsync(CareIdentityDb db, Type type, IEnumerable<object> rows, string onConflict, CancellationToken ct)
    {
        var entity = db.Model.FindEntityType(type)!;
        var columns = RowColumn.Of(entity);
        if (db.Engine is Engine.Postgres && onConflict.Length == 0)
        {
            await CopyRows.InsertAsync((NpgsqlConnection)db.Database.GetDbConnection(), entity.GetTableName()!, columns, rows, ct);
            return;
        }

        DbCommand? command = null;
        foreach (var some in rows.Chunk(Math.Max(1, ParametersAtOnce(db.Engine) / columns.Count)))
        {
            if (command?.Parameters.Count != some.Length * columns.Count)
            {
                command?.Dispose();
                command = Create(db, entity.GetTableName()!, columns, some.Length, onConflict);
            }

            Fill(command, columns, some);
            await command.ExecuteNonQueryAsync(ct);
        }

        command?.Dispose();
    }

    private static void RequireHousekeeping(Type type)
    {
        if (type.GetCustomAttribute<HousekeepingAttribute>() is null)
        {
            throw new InvalidOperationException($"{type.Name} is not housekeeping: a change of it is saved together with its event.");
        }
    }

    private static DbCommand Create(CareIdentityDb db, string table, IReadOnlyList<RowColumn> columns, int rows, string onConflict)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var names = Enumerable.Range(0, rows * columns.Count).Select(i => $"@p{i}").ToArray();
        var places = names.Chunk(columns.Count).Select(row => $"({string.Join(", ", row)})");
#pragma warning disable CA2100 // Names of the model and numbers of the parameters; no value.
        command.CommandText = $"insert into {table} ({string.Join(", ", columns.Select(c => c.Name))}) values {string.Join(", ", places)}{onConflict}";
#pragma warning restore CA2100
        for (var i = 0; i < names.Length; i++)
        {
            var column = columns[i % columns.Count];
            command.Parameters.Add(column.Mapping.CreateParameter(command, names[i], null, column.IsNullable));
        }

        return command;
    }

    private static void Fill(DbCommand command, IReadOnlyList<RowColumn> columns, object[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns.Count; j++)
            {
                command.Parameters[(i * columns.Count) + j].Value = columns[j].Read(rows[i]) ?? DBNull.Value;
            }
        }
    }
}
