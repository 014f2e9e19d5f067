using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Applications;

public static class ApplicationServices
{
    public static IServiceCollection AddApplications(this IServiceCollection services) => services
        .AddScoped<ApplicationQueries>()
        .AddScoped<ApplicantCodes>()
        .AddScoped<ApplicantDesk>()
        .AddScoped<InviteApplicants>()
        .AddScoped<LookAfterInvitation>()
        .AddScoped<OpenApplication>()
        .AddScoped<SubmitApplication>()
        .AddScoped<AskInPerson>()
        .AddScoped<ApproveApplication>()
        .AddScoped<RefuseApplication>()
        .AddScoped<PurgeApplications>();
}
