using CareIdentity.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Smartcards;

public static class SmartcardServices
{
    /// <summary>Needs <c>AddCertificates</c>, and <c>AddSignIn</c> for <see cref="OperationTrust"/>; from the host <see cref="SmartcardOptions"/>.</summary>
    public static IServiceCollection AddSmartcards(this IServiceCollection services) => services
        .AddScoped<AdoptedKeys>()
        .AddScoped<CardMasterSecret>()
        .AddScoped<UnblockingKey>()
        .AddScoped<CardAuthority>()
        .AddScoped<CardCancelling>()
        .AddScoped<IEndsWithProfile, CardsOfLeaver>()
        .AddScoped<IMergesWithProfile, CardsOfMerged>()
        .AddScoped<OperationTickets>()
        .AddScoped<OperationJournal>()
        .AddScoped<ReadingCard>()
        .AddScoped<OpeningCard>()
        .AddScoped<PasscodeSteps>()
        .AddScoped<CertifyingCard>()
        .AddScoped<EmptyingCard>()
        .AddScoped<RecordingCard>()
        .AddScoped<CardWork>()
        .AddScoped<RegisterBlankCards>()
        .AddScoped<AdoptCards>()
        .AddScoped<ReturnCardToStock>()
        .AddScoped<CancelSmartcard>()
        .AddScoped<HoldSmartcard>()
        .AddScoped<ReleaseSmartcard>()
        .AddScoped<DestroySmartcard>()
        .AddScoped<ChangeCardMasterKey>()
        .AddScoped<StartCardOperation>()
        .AddScoped<ContinueCardOperation>()
        .AddScoped<StopCardOperation>()
        .AddScoped<CardOperationRunner>()
        .AddScoped<CardOperationConversation>()
        .AddScoped<SmartcardQueries>()
        .AddScoped<CardKeyQueries>()
        .AddScoped<CardOffers>()
        .AddScoped<CardOperationQueries>();
}
