using Microsoft.Extensions.DependencyInjection;
using CareIdentity.Kernel;
using CareIdentity.Organisations;

namespace CareIdentity.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<RbacReferenceCache>()
        .AddScoped<RbacReferenceSource>()
        .AddScoped<PositionAuthority>()
        .AddScoped<Authority>(provider => provider.GetRequiredService<PositionAuthority>())
        .AddScoped<Combinations>()
        .AddScoped<AssignmentGranting>()
        .AddScoped<ForeseenGrants>()
        .AddScoped<RolesOfPosition>()
        .AddScoped<ImportRestrictions>()
        .AddScoped<ChangeRestriction>()
        .AddScoped<RestrictedReportQueries>()
        .AddScoped<RoleHolders>()
        .AddScoped<SponsorQueries>()
        .AddScoped<SponsorOffers>()
        .AddScoped<RegisterPerson>()
        .AddScoped<CreateSharedProfile>()
        .AddScoped<PositionQueries>()
        .AddScoped<Appointments>()
        .AddScoped<AssignableBySponsor>()
        .AddScoped<AssignPosition>()
        .AddScoped<ManyAssignments>()
        .AddScoped<ManyGrants>()
        .AddScoped<PeopleByUuid>()
        .AddScoped<IEndsWithProfile, PositionsOfLeaver>()
        .AddScoped<IMergesWithProfile, PositionsOfMerged>()
        .AddScoped<IEndsWithOrganisation, PositionsOfOrganisation>()
        .AddScoped<ChangeAssignment>()
        .AddScoped<RemoveAssignment>()
        .AddScoped<RestoreAssignment>()
        .AddScoped<CreatePosition>()
        .AddScoped<PositionSearch>()
        .AddScoped<PositionEffectQueries>()
        .AddScoped<PositionReaches>()
        .AddScoped<PositionChangeRules>()
        .AddScoped<EditPosition>()
        .AddScoped<WorkgroupQueries>()
        .AddScoped<CreateWorkgroup>()
        .AddScoped<ChangeWorkgroup>()
        .AddScoped<CloseWorkgroup>()
        .AddScoped<PlaceInWorkgroup>()
        .AddScoped<ClosePosition>()
        .AddScoped<SetUpPerson>()
        .AddScoped<SetUpReferenceData>()
        .AddScoped<ReferenceQueries>()
        .AddScoped<ProposeReference>()
        .AddScoped<ChangeProposal>()
        .AddScoped<PublishReference>()
        .AddScoped<WithdrawReference>()
        .AddScoped<ImportRoles>();
}
