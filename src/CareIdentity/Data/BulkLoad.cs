using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CareIdentity.Data;

/// <summary>
/// One transaction that fills a database, or some tables of it, in which there is almost nobody. On PostgreSQL triggers, keys and indexes are put away for its time and made again at its
/// end, by the database's own words for them, so that every row is checked in one go; undone with it, nothing has changed. Indexes over a
/// part of a table stay where their condition is a list: PostgreSQL words it otherwise each time; and all of them where only some tables are filled, as they are small then.
/// </summary>
internal sealed class BulkLoad : IAsyncDisposable
{
    /// <summary>They ask of each row whether a person of several profiles stands on two sides. Nobody has several yet, and the keys to the ledger ask the rest.</summary>
    private const string Triggers = """
        select format('alter table %s disable trigger %I', g.tgrelid::regclass, g.tgname), format('alter table %s enable trigger %I', g.tgrelid::regclass, g.tgname)
        from pg_trigger g join pg_class t on t.oid = g.tgrelid
        where t.relnamespace = current_schema()::regnamespace and not g.tgisinternal and (@tables::text[] is null or t.relname = any(@tables))
        order by 1
        """;

    private const string Constraints = """
        select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
               format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
        from pg_constraint c join pg_class t on t.oid = c.conrelid
        where t.relnamespace = current_schema()::regnamespace and t.relname <> 'schema_history' and c.contype in ('f', 'p', 'u') and c.conname <> all(@keep)
          and (@tables::text[] is null or t.relname = any(@tables) or c.confrelid in (select oid from pg_class r where r.relname = any(@tables)))
        order by c.contype <> 'f', c.conname
        """;

    private const string Indexes = """
        select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
        from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
        where t.relnamespace = current_schema()::regnamespace and t.relname <> 'schema_history' and (i.indpred is null or (@tables::text[] is null and pg_get_expr(i.indpred, i.indrelid) not like '%ANY (%')) and x.relname <> all(@keep)
          and (@tables::text[] is null or t.relname = any(@tables))
          and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
        order by 1
        """;

    private readonly CareIdentityDb db;
    private readonly IDbContextTransaction transaction;
    private readonly List<string> again = [];

    private BulkLoad(CareIdentityDb db, IDbContextTransaction transaction) => (this.db, this.transaction) = (db, transaction);

    /// <param name="tables">Null for all of them. Of others only what refers to these is put away.</param>
    /// <param name="keep">Keys and indexes that stay, because whoever fills the tables asks them.</param>
    public static async Task<BulkLoad> BeginAsync(CareIdentityDb db, CancellationToken ct, string[]? tables = null, params string[] keep)
    {
        var load = new BulkLoad(db, await db.Database.BeginTransactionAsync(ct));
        if (db.Engine is Engine.Postgres)
        {
            List<(string Drop, string Create)> all = [.. await load.ReadAsync(Triggers, tables, keep, ct), .. await load.ReadAsync(Constraints, tables, keep, ct), .. await load.ReadAsync(Indexes, tables, keep, ct)];
            foreach (var (drop, create) in all)
            {
                await load.ExecuteAsync(drop, ct);
                load.again.Add(create);
            }

            // What others refer to comes back first: the indexes, the keys, then the references.
            load.again.Reverse();
            await load.ExecuteAsync("set local maintenance_work_mem = '256MB'", ct);
        }
        else
        {
            // Pages stay in memory until they are full, not until the next statement wants its own: 256 MB of them.
            await load.ExecuteAsync("pragma cache_size = -262144", ct);
        }

        return load;
    }

    /// <summary>Makes keys and indexes again, lets the engine count what is there, and commits.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        foreach (var sql in again)
        {
            await ExecuteAsync(sql, ct);
        }

        await ExecuteAsync("analyze", ct);
        await transaction.CommitAsync(ct);
    }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();

    private async Task<List<(string Drop, string Create)>> ReadAsync(string sql, string[]? tables, string[] keep, CancellationToken ct)
    {
        await using var command = Command(sql);
        command.Parameters.Add(new NpgsqlParameter("tables", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = (object?)tables ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter("keep", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = keep });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var read = new List<(string, string)>();
        while (await reader.ReadAsync(ct))
        {
            read.Add((reader.GetString(0), reader.GetString(1)));
        }

        return read;
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    private DbCommand Command(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // The database's own definitions.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        return command;
    }
}
