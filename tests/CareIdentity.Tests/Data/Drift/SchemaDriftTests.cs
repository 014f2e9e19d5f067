using CareIdentity.Data;
using CareIdentity.Data.Schema;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Data.Drift;

/// <summary>The schema files and the model describe the same database, on each engine.</summary>
public sealed class SchemaDriftTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task The_schema_files_make_what_the_model_maps(EngineUnderTest engine)
    {
        Assert.SkipWhen(SchemaFile.Embedded(engine.Engine).Count == 0, "This build carries no schema files.");
        await using var fromFiles = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await fromFiles.OpenAsync();
        await new SchemaRunner(engine.Engine, TimeProvider.System).ApplyAsync(connection, Ct);
        await using var context = fromFiles.CreateContext();

        var script = context.Database.GenerateCreateScript();
        var differences = SchemaPicture.Differences(
            await SchemaPicture.TakeAsync(connection, engine.Engine),
            await PictureOfAsync(engine, script));

        Assert.True(differences.Count == 0, $"{string.Join('\n', differences)}\n\nThe model would make:\n{script}");
    }

    [Theory, EveryEngine]
    public async Task The_same_schema_in_another_hand_is_no_drift(EngineUnderTest engine)
    {
        var model = await PictureOfAsync(engine, Sample.Script(engine.Engine));

        var differences = SchemaPicture.Differences(await PictureOfAsync(engine, Sample.ByHand(engine.Engine)), model);

        Assert.Empty(differences);
    }

    /// <summary>Each slip that a hand can make in a schema file is seen.</summary>
    [Theory, EveryEngine]
    public async Task Every_slip_is_drift(EngineUnderTest engine)
    {
        var model = await PictureOfAsync(engine, Sample.Script(engine.Engine));
        foreach (var (slip, right, wrong) in Sample.Slips)
        {
            var hand = Sample.ByHand(engine.Engine);
            Assert.Contains(right, hand, StringComparison.Ordinal);

            var differences = SchemaPicture.Differences(await PictureOfAsync(engine, hand.Replace(right, wrong, StringComparison.Ordinal)), model);

            Assert.True(differences.Count > 0, $"Not seen on {engine}: {slip}");
        }
    }

    private static async Task<SortedSet<string>> PictureOfAsync(EngineUnderTest engine, string sql)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
        return await SchemaPicture.TakeAsync(connection, engine.Engine);
    }
}
