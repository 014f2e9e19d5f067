using CareIdentity.Data;
using CareIdentity.Data.Schema;
using Xunit;
using Xunit.Sdk;

namespace CareIdentity.Testing.Engines;

/// <summary>The engine of this row of an <see cref="EveryEngineAttribute"/> theory; makes databases that belong to the test.</summary>
public sealed class EngineUnderTest(Engine engine) : IXunitSerializable
{
    [Obsolete("For xunit to read it back.")]
    public EngineUnderTest()
        : this(Engine.Sqlite)
    {
    }

    public Engine Engine { get; private set; } = engine;

    /// <summary>With the schema of this build.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync() => Engine switch
    {
        Engine.Sqlite => await (await FixtureAsync<SqliteDatabases>()).CreateAsync(),
        Engine.Postgres => await (await FixtureAsync<PostgresCluster>()).CreateAsync(),
        _ => throw new InvalidOperationException($"No database of engine {Engine}."),
    };

    /// <summary>With the schema and what <paramref name="fill"/> puts in: done once in a run for each name, then copied.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(string name, Func<TestDatabase, Task> fill) => Engine switch
    {
        Engine.Sqlite => await (await FixtureAsync<SqliteDatabases>()).CreateAsync(name, fill),
        Engine.Postgres => await (await FixtureAsync<PostgresCluster>()).CreateAsync(name, fill),
        _ => throw new InvalidOperationException($"No database of engine {Engine}."),
    };

    /// <summary>With nothing in it.</summary>
    public async Task<TestDatabase> CreateEmptyDatabaseAsync() => Engine switch
    {
        Engine.Sqlite => (await FixtureAsync<SqliteDatabases>()).CreateEmpty(),
        Engine.Postgres => await (await FixtureAsync<PostgresCluster>()).CreateEmptyAsync(),
        _ => throw new InvalidOperationException($"No database of engine {Engine}."),
    };

    public override string ToString() => Engine.ToString();

    void IXunitSerializable.Serialize(IXunitSerializationInfo info) => info.AddValue(nameof(Engine), Engine);

    void IXunitSerializable.Deserialize(IXunitSerializationInfo info) => Engine = info.GetValue<Engine>(nameof(Engine));

    internal static async Task ApplySchemaAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        await new SchemaRunner(database.Engine, TimeProvider.System).ApplyAsync(connection, CancellationToken.None);
    }

    private static async Task<T> FixtureAsync<T>()
        where T : class =>
        await TestContext.Current.GetFixture<T>()
        ?? throw new InvalidOperationException($"The test project lacks [assembly: AssemblyFixture(typeof({typeof(T).Name}))].");
}
