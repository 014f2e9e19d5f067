using CareIdentity.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.People;

public static class PeopleServices
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddScoped<DutyLedger>()
        .AddScoped<DuplicateCheck>()
        .AddScoped<ProfileRegistration>()
        .AddScoped<ProfileQueries>()
        .AddScoped<EndingQueries>()
        .AddScoped<OnePerson>()
        .AddScoped<MergeQueries>()
        .AddScoped<MergeProfiles>()
        .AddScoped<VerifyIdentity>()
        .AddScoped<CloseProfile>()
        .AddScoped<ReopenProfile>()
        .AddScoped<OwnedFieldQueries>()
        .AddScoped<ChangeDetails>()
        .AddScoped<OwnChangeQueries>()
        .AddScoped<ReplacePhoto>()
        .AddScoped<ProposeLoan>()
        .AddScoped<ApproveLoan>()
        .AddScoped<ReturnLoan>()
        .AddScoped<ReviewLoan>()
        .AddScoped<LoanQueries>()
        .AddScoped<ExportShared>()
        .AddScoped<IEndsWithProfile, LoansOfLeaver>()
        .AddScoped<AcceptTerms>();
}
