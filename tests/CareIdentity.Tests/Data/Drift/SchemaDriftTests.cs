using System.Data.Common;
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
        await using var empty = await engine.CreateEmptyDatabaseAsync();
        await using var context = empty.CreateContext();
        var script = context.Database.GenerateCreateScript();
        await using var withModel = await empty.OpenAsync();
        var model = await PictureOfAsync(withModel, engine, script);

        await using var fromFiles = await engine.CreateDatabaseAsync();
        await using var withFiles = await fromFiles.OpenAsync();
        var differences = SchemaPicture.Differences(await SchemaPicture.TakeAsync(withFiles, engine.Engine), model);

        Assert.True(differences.Count == 0, $"{string.Join('\n', differences)}\n\nThe model would make:\n{script}");
    }

    /// <summary>Proves the test above: the same schema in another hand is the same, and each slip that a hand can make is seen.</summary>
    [Theory, EveryEngine]
    public async Task Another_hand_is_no_drift_and_every_slip_is(EngineUnderTest engine)
    {
        await using var empty = await engine.CreateEmptyDatabaseAsync();
        await using var connection = await empty.OpenAsync();
        var model = await PictureOfAsync(connection, engine, Sample.Script(engine.Engine));
        var hand = Sample.ByHand(engine.Engine);

        Assert.Empty(SchemaPicture.Differences(await PictureOfAsync(connection, engine, hand), model));
        foreach (var (slip, right, wrong) in Sample.Slips)
        {
            Assert.Contains(right, hand, StringComparison.Ordinal);
            var picture = await PictureOfAsync(connection, engine, hand.Replace(right, wrong, StringComparison.Ordinal));
            Assert.True(SchemaPicture.Differences(picture, model).Count > 0, $"Not seen on {engine}: {slip}");
        }
    }

    /// <summary>Both engines make tables in a transaction, so that the next picture can have the same empty database.</summary>
    private static async Task<SortedSet<string>> PictureOfAsync(DbConnection connection, EngineUnderTest engine, string sql)
    {
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
        return await SchemaPicture.TakeAsync(connection, engine.Engine);
    }
}
