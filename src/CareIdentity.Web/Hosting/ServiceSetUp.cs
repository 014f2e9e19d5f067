using CareIdentity.Access;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Pki.Keys;
using CareIdentity.Population;
using CareIdentity.Smartcards;
using CareIdentity.Web.TrainingDesk.Population;

namespace CareIdentity.Web.Hosting;

/// <summary>What a service needs before its first page: keys and authorities, reference data, and the training population where it is wanted.</summary>
internal static class ServiceSetUp
{
    /// <summary>What takes longest and waits for nothing, side by side on threads of its own: unsealing the keys, Entity Framework's model.</summary>
    public static Task BeginAsync(IServiceProvider services) => Task.WhenAll(
        Task.Run(() => services.GetRequiredService<IKeyStore>()),
        Task.Run(async () =>
        {
            await using var scope = services.CreateAsyncScope();
            return scope.ServiceProvider.GetRequiredService<CareIdentityDb>().Model;
        }));

    /// <summary>Every page and address of the service, which are otherwise looked for when it begins to listen.</summary>
    public static Task FindPagesAsync(IEndpointRouteBuilder service) => Task.Run(() => service.DataSources.Sum(source => source.Endpoints.Count));

    public static async Task MakeAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<HostSettings>();
        await using var scope = services.CreateAsyncScope();
        if (settings.Mode is ServiceMode.Training)
        {
            await MakePopulationAsync(scope.ServiceProvider, services, settings, ct);
        }

        var issuers = await scope.ServiceProvider.GetRequiredService<SetUpIssuers>().ExecuteAsync(Actor.Service, ct);
        if (issuers.Refusal is { } refusal)
        {
            throw new StartRefusedException(refusal.Message);
        }

        if (await WhyNotAsync(scope.ServiceProvider.GetRequiredService<AuthorityKeys>(), ct) is { } mismatch)
        {
            throw new StartRefusedException($"The keys of the certificate authority are not right. {mismatch}");
        }

        await scope.ServiceProvider.GetRequiredService<CardMasterSecret>().EnsureAsync(ct);
        await scope.ServiceProvider.GetRequiredService<SetUpReferenceData>().ExecuteAsync(Actor.Service, ct);
        await scope.ServiceProvider.GetRequiredService<RecoverIssuance>().ExecuteAsync(Actor.Service, ct);
        await scope.ServiceProvider.GetRequiredService<StatusTimetable>().BeginAsync(ct);
    }

    private static async Task<string?> WhyNotAsync(AuthorityKeys keys, CancellationToken ct)
    {
        try
        {
            return await keys.CheckAsync(ct);
        }
        catch (KeyStoreException away)
        {
            return away.Message;
        }
    }

    /// <summary>Once, into an empty database. A start that was stopped half-way is told apart from a finished one by a mark beside the cards.</summary>
    private static async Task MakePopulationAsync(IServiceProvider scope, IServiceProvider services, HostSettings settings, CancellationToken ct)
    {
        var begun = await IsBegunAsync(scope, ct);
        var mark = Path.Combine(settings.DataDirectory, "desk", "population-made");
        if (begun && !File.Exists(mark))
        {
            throw new StartRefusedException($"The training population in {settings.Database} was not finished, or belongs to another data directory. Start with an empty data directory and database.");
        }

        if (begun)
        {
            return;
        }

        await PopulationStart.MakeAsync(services, ct);
        await File.WriteAllTextAsync(mark, "", ct);
    }

    /// <summary>A generated population alone is none yet: its people have no cards at the desk, and the training population stands beside it.</summary>
    private static async Task<bool> IsBegunAsync(IServiceProvider scope, CancellationToken ct)
    {
        var organisations = scope.GetRequiredService<OrganisationQueries>();
        return await scope.GetRequiredService<GeneratedPopulation>().IsHereAsync(ct)
            ? await organisations.FindAsync(OdsCode.Parse(PopulationPlan.Root), ct) is not null
            : await organisations.AnyAsync(ct);
    }
}
