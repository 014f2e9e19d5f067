using System.Data.Common;
using System.Globalization;
using CareIdentity.Data;
using CareIdentity.Data.Schema;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Data;

public sealed class SchemaRunnerTests
{
    private static readonly SchemaFile First = new(1, "first", "CREATE TABLE a (id integer NOT NULL PRIMARY KEY); INSERT INTO a VALUES (1);");
    private static readonly SchemaFile Second = new(2, "second", "CREATE TABLE b (id integer NOT NULL PRIMARY KEY, a_id integer NOT NULL REFERENCES a (id)); INSERT INTO b VALUES (1, 1);");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task An_empty_database_gets_every_file_in_order_and_a_row_for_each(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 11, 9, 30, 0, TimeSpan.Zero));

        var state = await new SchemaRunner(engine.Engine, [First, Second], clock).ApplyAsync(connection, Ct);

        Assert.Equal(new SchemaState(2, 2), state);
        Assert.Equal(1, await NumberAsync(connection, "SELECT count(*) FROM b"));
        Assert.Equal(
            [$"1|first|{First.Sha256}|2026-03-11 09:30:00", $"2|second|{Second.Sha256}|2026-03-11 09:30:00"],
            await HistoryAsync(connection));
    }

    [Theory, EveryEngine]
    public async Task A_second_start_changes_nothing_and_a_later_version_applies_only_what_is_new(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        await ApplyAsync(connection, engine, First);

        var again = await ApplyAsync(connection, engine, First);
        var later = await ApplyAsync(connection, engine, First, Second);

        Assert.Equal(new SchemaState(1, 1), again);
        Assert.Equal(new SchemaState(2, 2), later);
        Assert.Equal(1, await NumberAsync(connection, "SELECT count(*) FROM a"));
    }

    [Theory, EveryEngine]
    public async Task Looking_writes_nothing(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();

        var state = await new SchemaRunner(engine.Engine, [First, Second], TimeProvider.System).ReadAsync(connection, Ct);

        Assert.Equal(new SchemaState(0, 2), state);
        Assert.False(state.IsCurrent);
        await Assert.ThrowsAnyAsync<DbException>(() => NumberAsync(connection, "SELECT count(*) FROM schema_history"));
    }

    [Theory, EveryEngine]
    public async Task A_newer_database_is_refused(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        await ApplyAsync(connection, engine, First, Second);

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => ApplyAsync(connection, engine, First));

        Assert.Equal("schema.newer", refused.Code);
        Assert.Contains("at schema 2", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task An_altered_file_is_refused_by_its_hash_and_by_its_name(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        await ApplyAsync(connection, engine, First);

        var edited = await Assert.ThrowsAsync<SchemaRefusedException>(() => ApplyAsync(connection, engine, First with { Sql = First.Sql + " " }, Second));
        var renamed = await Assert.ThrowsAsync<SchemaRefusedException>(() => ApplyAsync(connection, engine, First with { Name = "begin" }, Second));

        Assert.Equal("schema.altered", edited.Code);
        Assert.Equal("schema.altered", renamed.Code);
        Assert.Single(await HistoryAsync(connection));
    }

    [Theory, EveryEngine]
    public async Task A_gap_in_the_history_is_refused(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        await ApplyAsync(connection, engine, First, Second);
        await RunAsync(connection, "DELETE FROM schema_history WHERE number = 1");

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => ApplyAsync(connection, engine, First, Second));

        Assert.Equal("schema.gap", refused.Code);
    }

    [Fact]
    public void A_gap_in_the_files_and_a_number_used_twice_are_refused()
    {
        var gap = Assert.Throws<SchemaRefusedException>(() => SchemaFile.InOrder([First, Second with { Number = 3 }]));
        var twice = Assert.Throws<SchemaRefusedException>(() => SchemaFile.InOrder([First, Second with { Number = 1 }]));

        Assert.Equal(("schema.gap", "schema.gap"), (gap.Code, twice.Code));
        Assert.Equal([First, Second], SchemaFile.InOrder([Second, First]));
    }

    [Theory, EveryEngine]
    public async Task A_database_of_something_else_is_refused(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        await RunAsync(connection, "CREATE TABLE invoices (id integer)");

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => ApplyAsync(connection, engine, First));

        Assert.Equal("schema.not-ours", refused.Code);
        await RunAsync(connection, "DROP TABLE invoices");
        Assert.True((await ApplyAsync(connection, engine, First)).IsCurrent);
    }

    [Theory, EveryEngine]
    public async Task A_file_that_fails_halfway_leaves_nothing_of_itself_and_keeps_those_before_it(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        var broken = Second with { Sql = Second.Sql + " INSERT INTO nowhere VALUES (1);" };

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => ApplyAsync(connection, engine, First, broken));

        Assert.Equal("schema.not-applied", refused.Code);
        Assert.Single(await HistoryAsync(connection));
        await Assert.ThrowsAnyAsync<DbException>(() => NumberAsync(connection, "SELECT count(*) FROM b"));
        Assert.True((await ApplyAsync(connection, engine, First, Second)).IsCurrent);
    }

    [Theory, EveryEngine]
    public async Task A_file_that_would_leave_a_row_pointing_nowhere_is_not_applied(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        await ApplyAsync(connection, engine, First, Second);

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(
            () => ApplyAsync(connection, engine, First, Second, new SchemaFile(3, "third", "INSERT INTO b VALUES (2, 77);")));

        Assert.Equal("schema.not-applied", refused.Code);
        Assert.Equal(1, await NumberAsync(connection, "SELECT count(*) FROM b"));
    }

    [Theory, EveryEngine]
    public async Task Of_many_starters_each_file_is_applied_by_one(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        SchemaFile[] files = [First, .. Enumerable.Range(2, 9).Select(n => new SchemaFile(n, "more", $"INSERT INTO a VALUES ({n});"))];

        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var starter = await database.OpenAsync();
            return await new SchemaRunner(engine.Engine, files, TimeProvider.System).ApplyAsync(starter, Ct);
        })));

        Assert.All(states, state => Assert.Equal(new SchemaState(10, 10), state));
        await using var connection = await database.OpenAsync();
        Assert.Equal(10, await NumberAsync(connection, "SELECT count(*) FROM a"));
        Assert.Equal(10, (await HistoryAsync(connection)).Count);
    }

    [Fact]
    public async Task On_SQLite_a_table_that_others_point_at_can_be_rebuilt_and_foreign_keys_are_on_afterwards()
    {
        var engine = new EngineUnderTest(Engine.Sqlite);
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        var rebuild = new SchemaFile(3, "rebuild", """
            CREATE TABLE a_new (id integer NOT NULL PRIMARY KEY, note text);
            INSERT INTO a_new (id) SELECT id FROM a;
            DROP TABLE a;
            ALTER TABLE a_new RENAME TO a;
            """);

        await ApplyAsync(connection, engine, First, Second, rebuild);

        Assert.Equal(1, await NumberAsync(connection, "SELECT count(*) FROM b"));
        Assert.Equal(1, await NumberAsync(connection, "PRAGMA foreign_keys"));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public void The_files_of_this_build_are_numbered_without_a_gap_and_alike_on_both_engines(Engine engine)
    {
        var files = SchemaFile.Embedded(engine);
        var other = SchemaFile.Embedded(engine is Engine.Sqlite ? Engine.Postgres : Engine.Sqlite);

        Assert.Equal(other.Select(file => file.ToString()), files.Select(file => file.ToString()));
    }

    private static Task<SchemaState> ApplyAsync(DbConnection connection, EngineUnderTest engine, params SchemaFile[] files) =>
        new SchemaRunner(engine.Engine, files, TimeProvider.System).ApplyAsync(connection, Ct);

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<long> NumberAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(Ct), CultureInfo.InvariantCulture);
    }

    private static async Task<List<string>> HistoryAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, name, sha256, applied_at FROM schema_history ORDER BY number";
        await using var reader = await command.ExecuteReaderAsync(Ct);
        List<string> rows = [];
        while (await reader.ReadAsync(Ct))
        {
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt32(0)}|{reader.GetString(1)}|{reader.GetString(2)}|{reader.GetDateTime(3):yyyy-MM-dd HH:mm:ss}"));
        }

        return rows;
    }
}
