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
            .AddSingleton(provider => provider.GetRequiredService<ServiceKeys>().OpenAsync().GetAwaiter().GetResult())
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
}
