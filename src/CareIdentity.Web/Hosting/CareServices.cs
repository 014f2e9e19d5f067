using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Access;
using CareIdentity.Applications;
using CareIdentity.Audit;
using CareIdentity.Batches;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.OfflineForms;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Pki.Keys;
using CareIdentity.Population;
using CareIdentity.Reports;
using CareIdentity.Requests;
using CareIdentity.Search;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Staff;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Api;
using CareIdentity.Web.Portal.Administration;
using CareIdentity.Web.Portal.Applications;
using CareIdentity.Web.Portal.Apply;
using CareIdentity.Web.Portal.Batches;
using CareIdentity.Web.Portal.Organisations;
using CareIdentity.Web.Portal.Positions;
using CareIdentity.Web.Portal.RaDirectory;
using CareIdentity.Web.Portal.Requests;
using CareIdentity.Web.Portal.Staff;
using CareIdentity.Web.Portal.StaffRecords;
using CareIdentity.Web.PublicPki;

namespace CareIdentity.Web.Hosting;

/// <summary>The rooms of the service, with what they need from a host: policy, keys, options.</summary>
internal static class CareServices
{
    public static IServiceCollection AddCareIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        var policy = configuration.GetSection("RaPolicy").Get<RaPolicy>() ?? new RaPolicy();
        if (policy.Problems() is { Count: > 0 } problems)
        {
            throw new StartRefusedException("The RaPolicy settings cannot hold. " + string.Join(' ', problems));
        }

        var makers = Makers(configuration["Smartcards:MakersCertificates"]);
        return services
            .AddSingleton(policy)
            .AddSingleton<IKeyStore>(provider => OpenKeys(provider.GetRequiredService<HostSettings>(), configuration))
            .AddSingleton(provider => PkiSettings.Read(configuration, provider.GetRequiredService<HostSettings>()))
            .AddSingleton(provider => CardOptions(provider, makers, configuration.GetValue<bool>("Smartcards:Trace")))
            .AddScoped<PositionFormServices>()
            .AddAudit().AddSearch().AddOrganisations().AddPeople().AddAccess().AddRequests().AddStaff()
            .AddCertificates().AddSmartcards().AddSignIn().AddReports().AddPopulation().AddBatches().AddStaffRecords().AddOfflineForms().AddApplications()
            .AddSingleton(provider => MailSettings.Say(configuration, provider.GetRequiredService<HostSettings>()))
            .AddSingleton(provider => MailSettings.Carrier(configuration, provider.GetRequiredService<HostSettings>()))
            .AddMessageDelivery()
            .AddHostedService<MessageWorker>()
            .AddHostedService<ApplicationPurging>()
            .AddSingleton<ApplicantPace>()
            .AddHostedService<PlannedMoves>()
            .AddHostedService<TrainingLookout>()
            .AddHostedService<BatchWorker>()
            .AddHostedService<LateRequestLookout>()
            .AddHostedService<StaffRecordLookout>()
            .AddSingleton<StaffRecordPace>()
            .AddScoped<StaffChanges>()
            .AddScoped<SessionChanges>()
            .AddSingleton<ReportPace>();
    }

    private static SmartcardOptions CardOptions(IServiceProvider provider, IReadOnlyList<ReadOnlyMemory<byte>> makers, bool isTraced)
    {
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("CareIdentity.Cards");
        return new SmartcardOptions { MakersCertificates = makers, Trace = isTraced ? line => log.LogInformation("{Apdu}", line) : null };
    }

    /// <summary>Of a file in PEM. One that holds none would let every maker's cards in, unsaid.</summary>
    private static IReadOnlyList<ReadOnlyMemory<byte>> Makers(string? file)
    {
        if (string.IsNullOrEmpty(file))
        {
            return [];
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartRefusedException($"Smartcards:MakersCertificates cannot be read: {e.Message}");
        }

        return certificates.Count > 0
            ? [.. certificates.Select(certificate => (ReadOnlyMemory<byte>)certificate.RawData)]
            : throw new StartRefusedException("Smartcards:MakersCertificates names a file without certificates.");
    }

    /// <summary>
    /// Sealed files in the data directory. The passphrase is a system credential, or else comes from the configuration; a training service,
    /// whose cards no live one accepts, makes its own and keeps it beside the files.
    /// </summary>
    private static IKeyStore OpenKeys(HostSettings settings, IConfiguration configuration)
    {
        var directory = Path.Combine(settings.DataDirectory, "keys");
        var credentials = Credentials();
        var passphrase = credentials.KeysPassphrase ?? configuration["Keys:Passphrase"];
        if (string.IsNullOrEmpty(passphrase))
        {
            passphrase = settings.Mode is ServiceMode.Training
                ? TrainingPassphrase.ReadOrMake(settings.DataDirectory)
                : throw new StartRefusedException("A live service needs the passphrase of its keys: the system credential cis-keys-passphrase, or CIS_Keys__Passphrase.");
        }

        var files = OpenFiles(directory, passphrase);
        return configuration["Keys:Module:Token"] is { Length: > 0 } token ? InModule(token, credentials.ModulePin ?? configuration["Keys:Module:Pin"] ?? "", files) : files;
    }

    private static SealedFileKeyStore OpenFiles(string directory, string passphrase)
    {
        try
        {
            return SealedFileKeyStore.Open(directory, passphrase);
        }
        catch (KeyStoreException refused)
        {
            throw new StartRefusedException(refused.Message);
        }
    }

#pragma warning disable RS0030 // A host: the service manager's own variable, which is no setting of ours.
    private static SystemCredentials Credentials() => new(Environment.GetEnvironmentVariable(SystemCredentials.Variable));
#pragma warning restore RS0030

    /// <summary>Keys of authorities in a security module; OCSP signers and card secrets stay in the sealed files.</summary>
    private static ModuleKeyStore InModule(string token, string pin, SealedFileKeyStore files) => OperatingSystem.IsLinux()
        ? new ModuleKeyStore(token, pin, files)
        : throw new StartRefusedException("A security module is reached through OpenSSL on Linux only: unset CIS_Keys__Module__Token.");
}
