using CareIdentity.Access;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Smartcards;
using CareIdentity.Web.TrainingDesk;
using CareIdentity.Web.TrainingDesk.Population;

namespace CareIdentity.Web.Hosting;

/// <summary>What a service needs before its first page: keys and authorities, reference data, and the training population where it is wanted.</summary>
internal static class ServiceSetUp
{
    public static async Task MakeAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<HostSettings>();
        var wallet = services.GetRequiredService<Wallet>();
        if (settings.Mode is ServiceMode.Training)
        {
            wallet.Load();
        }

        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<OrganisationQueries>().AnyAsync(ct) && settings is { Mode: ServiceMode.Training, Empty: false })
        {
            Console.Error.WriteLine("Making the training population: an authority, 40 people and their cards…");
            await PopulationStart.MakeAsync(services, ct);
            return;
        }

        var issuers = await scope.ServiceProvider.GetRequiredService<SetUpIssuers>().ExecuteAsync(Actor.Service, ct);
        if (issuers.Refusal is { } refusal)
        {
            throw new StartRefusedException(refusal.Message);
        }

        await scope.ServiceProvider.GetRequiredService<CardSecrets>().EnsureMasterAsync(ct);
        await scope.ServiceProvider.GetRequiredService<SetUpReferenceData>().ExecuteAsync(Actor.Service, ct);
        await scope.ServiceProvider.GetRequiredService<RecoverIssuance>().ExecuteAsync(Actor.Service, ct);
    }
}
