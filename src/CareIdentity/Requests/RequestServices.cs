using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.Organisations;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Requests;

public static class RequestServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddMessages()
        .AddScoped<RequestNews>()
        .AddScoped<RequestReach>()
        .AddScoped<RequestSearch>()
        .AddScoped<RequestQueries>()
        .AddScoped<RequestStories>()
        .AddScoped<RequestSubjects>()
        .AddScoped<AcceptingObstacles>()
        .AddScoped<RequestsInHand>()
        .AddScoped<RequestColleagues>()
        .AddScoped<IEndsWithProfile, RequestsOfLeaver>()
        .AddScoped<IFollowsCard, RequestsOfCard>()
        .AddScoped<IMergesWithProfile, RequestsOfMerged>()
        .AddScoped<IEndsWithOrganisation, RequestsOfOrganisation>()
        .AddScoped<IEndsWithPosition, RequestsOfPosition>()
        .AddScoped<IHandsOverWork, RequestsOfStaff>()
        .AddScoped<RequestViewLock>()
        .AddScoped<JourneyDrafts>()
        .AddScoped<RequestsForSponsor>()
        .AddScoped<RaiseRegistration>()
        .AddScoped<RaiseAssignment>()
        .AddScoped<AcceptRegistration>()
        .AddScoped<AcceptAssignment>()
        .AddScoped<RaiseChange>()
        .AddScoped<AcceptChange>()
        .AddScoped<RequestedChanges>()
        .AddScoped<RequestEffects>()
        .AddScoped<RejectRequest>()
        .AddScoped<SendBackRequest>()
        .AddScoped<ResubmitRequest>()
        .AddScoped<CommentOnRequest>()
        .AddScoped<AttachToRequest>()
        .AddScoped<AttachmentQueries>()
        .AddScoped<ManyRequests>()
        .AddScoped<HandOverRequest>()
        .AddScoped<TellOfLateRequests>()
        .AddScoped<ExportRequests>()
        .AddScoped<EscalateRequest>()
        .AddScoped<GiveBackRequest>()
        .AddScoped<WithdrawRequest>();
}
