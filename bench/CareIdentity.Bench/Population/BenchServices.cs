using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Batches;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Pki.Keys;
using CareIdentity.Population;
using CareIdentity.Requests;
using CareIdentity.Search;
using CareIdentity.StaffRecords;
using CareIdentity.TakeOver;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Population;

/// <summary>The rooms that the benches without a host ask, wired as the host wires them.</summary>
internal static class BenchServices
{
    public static ServiceProvider On(DatabaseAddress address) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new RaPolicy())
        .AddDatabase(address)
        .AddSingleton<IKeyStore>(new InMemoryKeyStore())
        .AddSingleton(new CertificateOptions())
        .AddAudit().AddSearch().AddOrganisations().AddPeople().AddAccess().AddRequests().AddCertificates().AddPopulation().AddStaffRecords().AddBatches().AddTakeOver().AddLogging()
        .BuildServiceProvider();
}
