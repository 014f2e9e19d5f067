using System.Globalization;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Keys;
using CareIdentity.Population;
using CareIdentity.Search;
using CareIdentity.Tool.CommandLine;
using CareIdentity.Tool.Import;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Tool.Generate;

/// <summary>Makes a training database with a population: its authorities and reference data as at a first start, then everybody.</summary>
internal sealed class GenerateRun(DatabaseAddress address, string dataDirectory)
{
    private const string Stopped = "stopped. Nobody was generated; the database is as it was.";

    public Task<int> PopulationAsync(int people, ulong seed, CancellationToken ct) => new DatabaseWork(address, dataDirectory).RunAsync(async () =>
    {
        var begun = TimeProvider.System.GetTimestamp();
        var done = await GenerateAsync(new GeneratePopulationRequest { People = people, Seed = seed }, ct);
        var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{done.People:N0} people at {done.Organisations:N0} organisations in {address}, from the seed {done.Seed}, in {seconds:N0} s. A service that starts on it adds its training population, whose cards can sign in."));
    }, Stopped, ct);

    private async Task<PopulationGenerated> GenerateAsync(GeneratePopulationRequest request, CancellationToken ct)
    {
        using var keys = SealedFileKeyStore.Open(Path.Combine(dataDirectory, "keys"), TrainingPassphrase.ReadOrMake(dataDirectory));
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new RaPolicy())
            .AddSingleton<IKeyStore>(keys)
            .AddSingleton(new CertificateOptions())
            .AddDatabase(address)
            .AddAudit().AddSearch().AddCertificates().AddAccess().AddPopulation()
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        Check(await ActivatorUtilities.CreateInstance<SetUpTrainingAuthorities>(scope.ServiceProvider).ExecuteAsync(Actor.Service, ct));
        Check(await scope.ServiceProvider.GetRequiredService<SetUpReferenceData>().ExecuteAsync(Actor.Service, ct));
        return Check(await scope.ServiceProvider.GetRequiredService<GeneratePopulation>().ExecuteAsync(request, Actor.Service, new ProgressLines("people"), ct));
    }

    private static T Check<T>(Outcome<T> outcome)
        where T : notnull => outcome.Match(made => made, refusal => throw DatabaseWork.Refused(refusal));
}
