using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CareIdentity.Messages;

public static class MessageServices
{
    /// <summary>Leaving messages and looking after them; the host says what they call the service, and carries them.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.TryAddSingleton(new MessageSettings());
        return services
            .AddScoped<MessageTexts>()
            .AddScoped<Outbox>()
            .AddScoped<MessageQueries>()
            .AddScoped<SendMessageAgain>();
    }

    /// <summary>Once, by the host that sends them.</summary>
    public static IServiceCollection AddMessageDelivery(this IServiceCollection services) => services
        .AddSingleton<MessageMeter>()
        .AddSingleton<MessageRunner>();
}
