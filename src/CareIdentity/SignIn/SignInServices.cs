using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.SignIn;

public static class SignInServices
{
    /// <summary>Needs <c>AddAccess</c>, <c>AddCertificates</c> and <c>AddSmartcards</c>.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddScoped<BeginSignIn>()
        .AddScoped<SessionOpening>()
        .AddScoped<SignInWithCard>()
        .AddScoped<SessionQueries>()
        .AddScoped<RoleQueries>()
        .AddScoped<SelectRole>()
        .AddScoped<SignOut>()
        .AddScoped<ReportLocked>()
        .AddScoped<SessionsOfLeaver>()
        .AddScoped<IEndsWithProfile>(provider => provider.GetRequiredService<SessionsOfLeaver>())
        .AddScoped<IMergesWithProfile, SessionsOfMerged>()
        .AddScoped<OperationTrust, SessionTrust>();
}
