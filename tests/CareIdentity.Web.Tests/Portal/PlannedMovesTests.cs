using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Search;
using CareIdentity.Staff;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A move of a later day happens on it while nobody does anything.</summary>
public sealed class PlannedMovesTests
{
    private static readonly OdsCode North = OdsCode.Parse("RA1NO");
    private static readonly OdsCode South = OdsCode.Parse("RA1SO");
    private static readonly OdsCode Pharmacy = OdsCode.Parse("FW844");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task The_running_service_carries_out_a_planned_move_on_its_day(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        var clock = new ManualClock();
        await using var rooms = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new RaPolicy())
            .AddDatabase(database.Address)
            .AddAudit().AddSearch().AddOrganisations().AddPeople().AddAccess().AddRequests().AddStaff()
            .BuildServiceProvider();
        await SetUpAsync(rooms, North, OrganisationKind.RegistrationAuthority, null);
        await SetUpAsync(rooms, South, OrganisationKind.RegistrationAuthority, null);
        await SetUpAsync(rooms, Pharmacy, OrganisationKind.Pharmacy, North);
        var day = clock.Today().AddDays(1);
        Assert.Null((await UseAsync(rooms, (MoveOrganisation move) => move.ExecuteAsync(
            new MoveOrganisationRequest { Organisation = Pharmacy, From = North, To = South, EffectiveOn = day, Why = RaLinkReason.Correction, Reason = "Because" }, Actor.Service, Ct))).Refusal);

        using var service = new PlannedMoves(rooms.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<PlannedMoves>.Instance);
        await service.StartAsync(Ct);
        await Task.Delay(TimeSpan.FromMilliseconds(500), Ct);
        var before = await ParentAsync(rooms);
        clock.Advance(TimeSpan.FromHours(15));
        for (var tries = 0; tries < 100 && await ParentAsync(rooms) != South; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), Ct);
        }

        Assert.Equal((North, South), (before, await ParentAsync(rooms)));
        await service.StopAsync(Ct);
    }

    private static async Task SetUpAsync(ServiceProvider rooms, OdsCode code, OrganisationKind kind, OdsCode? below) =>
        Assert.Null((await UseAsync(rooms, (SetUpOrganisation setUp) => setUp.ExecuteAsync(
            new SetUpOrganisationRequest { Code = code, Details = new OrganisationDetails { Name = $"Organisation {code}", Kind = kind }, RaParent = below }, Actor.Service, Ct))).Refusal);

    private static async Task<OdsCode?> ParentAsync(ServiceProvider rooms) =>
        (await UseAsync(rooms, (OrganisationQueries queries) => queries.FindAsync(Pharmacy, Ct)))!.RaParent;

    private static async Task<T> UseAsync<TService, T>(ServiceProvider rooms, Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = rooms.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
