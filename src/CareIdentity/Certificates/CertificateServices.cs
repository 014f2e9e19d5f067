using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Certificates;

public static class CertificateServices
{
    /// <summary>Needs from the host: an <c>IKeyStore</c>, <see cref="CertificateOptions"/>, <c>RaPolicy</c>, the clock and the context.</summary>
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services
        // Where a host has no log, nothing is said.
        .AddLogging()
        .AddSingleton<IssuerCache>()
        .AddSingleton<CardProfiles>()
        .AddSingleton<IssuanceJournal>()
        .AddScoped<IssuerSource>()
        .AddScoped<IssueCertificate>()
        .AddScoped<CertificateRegister>()
        .AddScoped<SetUpIssuers>()
        .AddScoped<RecoverIssuance>()
        .AddSingleton<PkiMeter>().AddSingleton<StatusAnswers>()
        .AddScoped<StatusRegister>()
        .AddScoped<RenewOcspSigner>()
        .AddScoped<IssueRevocationList>()
        .AddScoped<StatusTimetable>()
        .AddScoped<PublicPkiQueries>()
        .AddScoped<AdoptAuthorities>()
        .AddScoped<PkiHealth>()
        .AddScoped<AuthorityKeys>()
        .AddScoped<CertifyService>()
        .AddScoped<RevokeServiceCertificate>()
        .AddScoped<ServiceCertificateQueries>()
        .AddScoped<CertificateQueries>();
}
