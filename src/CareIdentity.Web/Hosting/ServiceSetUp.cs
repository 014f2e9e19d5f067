using CareIdentity.Access;
using CareIdentity.Certificates;
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
    /// <summary>What was begun early: the keys are open, and Entity Framework has its model.</summary>
    public static Task BeginAsync(IServiceProvider services) =>
        Task.WhenAll(services.GetRequiredService<ServiceKeys>().OpenAsync(), services.GetRequiredService<EarlyModel>().MadeAsync());

    /// <summary>Every page and address of the service, which are otherwise looked for when it begins to listen.</summary>
    public static Task FindPagesAsync(IEndpointRouteBuilder service) => Task.Run(() => service.DataSources.Sum(source => source.Endpoints.Count));

    /// <summary>
    /// In training; once, into an empty database. A start that was stopped half-way is told apart from a finished one by a mark beside the cards.
    /// </summary>
    public static async Task MakePopulationAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<HostSettings>();
        if (settings.Mode is not ServiceMode.Training)
        {
            return;
        }

        await using var scope = services.CreateAsyncScope();
        var begun = await IsBegunAsync(scope.ServiceProvider, ct);
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

    public static async Task MakeAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
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
        if (Telemetry.IsWanted(services.GetRequiredService<IConfiguration>()))
        {
            // A collector hears of the authorities with the first numbers; nobody else asks within the first second.
            var health = await scope.ServiceProvider.GetRequiredService<PkiHealth>().ReadAsync(services.GetRequiredService<StatusAnswers>(), ct);
            services.GetRequiredService<PkiMeter>().Show(health);
        }
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

    /// <summary>A generated population alone is none yet: its people have no cards at the desk, and the training population stands beside it.</summary>
    private static async Task<bool> IsBegunAsync(IServiceProvider scope, CancellationToken ct)
    {
        var organisations = scope.GetRequiredService<OrganisationQueries>();
        return await scope.GetRequiredService<GeneratedPopulation>().IsHereAsync(ct)
            ? await organisations.FindAsync(OdsCode.Parse(PopulationPlan.Root), ct) is not null
            : await organisations.AnyAsync(ct);
    }
}
