using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Smartcards;

public static class SmartcardServices
{
    /// <summary>Needs <c>AddCertificates</c>, and <c>AddSignIn</c> for <see cref="OperationTrust"/>; from the host <see cref="SmartcardOptions"/>.</summary>
    public static IServiceCollection AddSmartcards(this IServiceCollection services) => services
        .AddScoped<CardMasterSecret>()
        .AddScoped<UnblockingKey>()
        .AddScoped<OperationTickets>()
        .AddScoped<OperationJournal>()
        .AddScoped<ReadingCard>()
        .AddScoped<IssueSteps>()
        .AddScoped<RecordingCard>()
        .AddScoped<RegisterBlankCards>()
        .AddScoped<StartCardOperation>()
        .AddScoped<ContinueCardOperation>()
        .AddScoped<StopCardOperation>()
        .AddScoped<CardOperationRunner>()
        .AddScoped<CardOperationConversation>()
        .AddScoped<SmartcardQueries>()
        .AddScoped<CardOperationQueries>();
}
