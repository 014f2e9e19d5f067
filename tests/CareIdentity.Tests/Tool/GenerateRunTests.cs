using CareIdentity.Data;
using CareIdentity.Population;
using CareIdentity.Testing.Engines;
using CareIdentity.Tool.CommandLine;
using CareIdentity.Tool.Generate;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Tool;

/// <summary>The command itself, from an empty database and an empty data directory.</summary>
public sealed class GenerateRunTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-generate-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, EveryEngine]
    public async Task A_population_is_made_out_of_nothing_and_not_twice(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        var run = new GenerateRun(database.Address, folder.FullName);

        var code = await run.PopulationAsync(100, 7, Ct);

        Assert.Equal(0, code);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.FullName, "keys")));
        await using (var db = database.CreateContext())
        {
            Assert.Equal(100, await db.Profiles.CountAsync(Ct));
            Assert.True(await db.ReferenceSets.AnyAsync(s => s.Name == GeneratedPopulation.SetName, Ct));
            Assert.True(await db.JobRoles.AnyAsync(Ct));
        }

        Assert.Contains("population.not-empty", (await Assert.ThrowsAsync<ToolFailure>(() => run.PopulationAsync(100, 7, Ct))).Message, StringComparison.Ordinal);
        Assert.Contains("population.number", (await Assert.ThrowsAsync<ToolFailure>(() => run.PopulationAsync(GeneratePopulation.MostPeople + 1, 7, Ct))).Message, StringComparison.Ordinal);
    }
}
