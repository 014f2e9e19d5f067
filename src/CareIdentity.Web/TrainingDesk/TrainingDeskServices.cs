using System.Text.Json.Serialization;
using CareIdentity.Web.Hosting;
using CareIdentity.Web.Nhs;
using Microsoft.Extensions.Options;

namespace CareIdentity.Web.TrainingDesk;

/// <summary>The desk's part of the host: only where the service is for training.</summary>
internal static class TrainingDeskServices
{
    public static IServiceCollection AddTrainingDesk(this IServiceCollection services) => services
        .AddSingleton(provider => new Wallet(Path.Combine(provider.GetRequiredService<HostSettings>().DataDirectory, "desk")))
        .AddSingleton<Desk>()
        .AddSingleton<TrainingHint>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));

    /// <summary>Puts the desk beside every page, lets the page frame it, and lets nobody else.</summary>
    public static void UseTrainingDesk(this WebApplication service)
    {
        var options = service.Services.GetRequiredService<IOptions<ServiceOptions>>().Value;
        if (!options.Training || options.DeskOrigin is not null)
        {
            return;
        }

        service.Use((http, next) =>
        {
            if (DeskEndpoints.FrameFor(http.Request) is { } frame)
            {
                var policy = http.RequestServices.GetRequiredService<PagePolicy>();
                if (http.Request.Path == DeskEndpoints.Base)
                {
                    policy.AllowAncestor(frame);
                }
                else
                {
                    policy.AllowFrame(frame);
                    http.RequestServices.GetRequiredService<Shell>().Desk = frame;
                }
            }

            return next(http);
        });
    }
}
