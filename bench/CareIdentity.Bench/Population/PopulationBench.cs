using System.Diagnostics;
using CareIdentity.Bench.Measuring;
using CareIdentity.Data;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Population;

/// <summary>How fast a population is generated, keys, indexes and checks among it, beside the server's own copy of the same rows into tables without any.</summary>
internal sealed class PopulationBench(BenchScale scale)
{
    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var figures = new List<Figure>();
        foreach (var create in world.Engines)
        {
            await using var database = await create();
            await using var services = BenchServices.On(database.Address);
            var begun = Stopwatch.GetTimestamp();
            await using (var scope = services.CreateAsyncScope())
            {
                await PopulatedDatabase.GenerateAsync(scope.ServiceProvider, scale.People);
            }

            var ours = Sample.Whole(scale.People, Stopwatch.GetElapsedTime(begun));
            var raw = await CopyAsync(database, services, ct);
            var engine = database.Engine is Engine.Sqlite ? "SQLite" : "PostgreSQL";
            figures.Add(Figure.OfRates("population", $"people generated with all that is theirs, {scale.People:N0} of them, {engine}", new Rounds([ours]), BareCopy.Is, new Rounds([raw])));
        }

        return figures;
    }

    private async Task<Sample> CopyAsync(TestDatabase database, ServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var tables = scope.ServiceProvider.GetRequiredService<CareIdentityDb>().Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct();
        return await BareCopy.RunAsync(database.Address, [.. tables.Select(table => (table, (string?)null))], scale.People, ct);
    }
}
