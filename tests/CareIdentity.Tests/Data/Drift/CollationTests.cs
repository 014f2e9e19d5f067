using System.Data.Common;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Data.Drift;

/// <summary>PostgreSQL, 11.11: an index has one collation for each column and serves no comparison under another. With few rows nobody notices.</summary>
public sealed class CollationTests
{
    private const string Differing = """
        select c.conrelid::regclass || '.' || a.attname || ' -> ' || c.confrelid::regclass || '.' || f.attname
        from pg_constraint c
        join lateral unnest(c.conkey, c.confkey) pair(mine, theirs) on true
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = pair.mine
        join pg_attribute f on f.attrelid = c.confrelid and f.attnum = pair.theirs
        where c.contype = 'f' and a.attcollation <> f.attcollation
        """;

    private const string ByOctet = """
        select a.attrelid::regclass || '.' || a.attname from pg_attribute a join pg_collation c on c.oid = a.attcollation where c.collname = 'C' and a.attnum > 0
        """;

    /// <summary>Datatypes In SQLite, 7.1: BINARY, where nothing else is said.</summary>
    private const string SaysOtherwise = "select name from sqlite_master where sql like '%collate%'";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task What_refers_to_a_key_is_compared_as_the_key_is_and_every_ODS_code_octet_by_octet(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var connection = await database.OpenAsync();
        if (engine.Engine is Engine.Sqlite)
        {
            Assert.Empty(await ReadAsync(connection, SaysOtherwise));
            return;
        }

        await using var db = database.CreateContext();
        var codes = db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties().Where(property => property.ClrType == typeof(OdsCode)).Select(property => $"{entity.GetTableName()}.{property.GetColumnName()}"))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("access_profiles.organisation", codes);
        Assert.Empty(codes.Except(await ReadAsync(connection, ByOctet)));
        Assert.Empty(await ReadAsync(connection, Differing));
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(Ct))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
