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
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Population;

/// <summary>All rooms of the service in this process, over the data of a training service: for what is prepared, or timed from within.</summary>
internal static class TrainingRooms
{
    public static DatabaseAddress FileIn(string dataDirectory) => DatabaseAddress.InFile(Path.Combine(dataDirectory, DatabaseAddress.FileName));

    public static IServiceCollection On(string dataDirectory, DatabaseAddress database, Func<IKeyStore, IKeyStore>? watchedBy = null) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new RaPolicy())
        .AddSingleton(_ =>
        {
            IKeyStore keys = SealedFileKeyStore.Open(Path.Combine(dataDirectory, "keys"), File.ReadAllText(Path.Combine(dataDirectory, "training-passphrase")));
            return watchedBy is null ? keys : watchedBy(keys);
        })
        .AddSingleton(new CertificateOptions())
        .AddSingleton(new SmartcardOptions())
        .AddDatabase(database)
        .AddAudit().AddSearch().AddOrganisations().AddPeople().AddAccess().AddRequests().AddStaff()
        .AddCertificates().AddSmartcards().AddSignIn();
}
