using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Pki.Keys;
using CareIdentity.Requests;
using CareIdentity.Search;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Staff;
using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.TrainingDesk.Population;

/// <summary>Decides at start whether the training population is to be made, and gives it rooms with a clock of their own.</summary>
internal static class PopulationStart
{
    public static async Task MakeAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<HostSettings>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var clock = new PastClock(now.AddYears(-3));
        await using var rooms = Rooms(services, settings, clock);
        await SetUpAsync(rooms, ct);
        var plan = settings.Empty ? PopulationPlan.FirstManager : PopulationPlan.Whole;
        await new TrainingPopulation(plan, rooms, clock, services.GetRequiredService<Wallet>(), now).CreateAsync();
    }

    /// <summary>The same rooms on the same database and keys, in a past in which every card series was still good.</summary>
    private static ServiceProvider Rooms(IServiceProvider services, HostSettings settings, PastClock clock) => new ServiceCollection()
        .AddSingleton<TimeProvider>(clock)
        .AddSingleton(new RaPolicy { RetiredSeries = [] })
        .AddSingleton(services.GetRequiredService<IKeyStore>())
        .AddSingleton(services.GetRequiredService<CertificateOptions>())
        .AddSingleton(services.GetRequiredService<SmartcardOptions>())
        .AddDatabase(settings.Database)
        .AddAudit().AddSearch().AddOrganisations().AddPeople().AddAccess().AddRequests().AddStaff()
        .AddCertificates().AddSmartcards().AddSignIn()
        .BuildServiceProvider();

    private static async Task SetUpAsync(ServiceProvider rooms, CancellationToken ct)
    {
        await using var scope = rooms.CreateAsyncScope();
        var issuers = await scope.ServiceProvider.GetRequiredService<SetUpIssuers>().ExecuteAsync(Actor.Service, ct);
        if (issuers.Refusal is { } refusal)
        {
            throw new StartRefusedException(refusal.Message);
        }

        await scope.ServiceProvider.GetRequiredService<CardMasterSecret>().EnsureAsync(ct);
        await scope.ServiceProvider.GetRequiredService<SetUpReferenceData>().ExecuteAsync(Actor.Service, ct);
    }
}
