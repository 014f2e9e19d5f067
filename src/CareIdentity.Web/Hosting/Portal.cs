using System.Text.Encodings.Web;
using System.Text.Unicode;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal;
using CareIdentity.Web.Portal.Requests;
using CareIdentity.Web.Portal.Requests.Identity;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.WebEncoders;

namespace CareIdentity.Web.Hosting;

/// <summary>The pages: where they live, how they are bound and encoded, and what a form may hold.</summary>
internal static class Portal
{
    /// <summary>The pages that check an identity: again for a profile that was taken over, and for somebody without a request.</summary>
    private static readonly (string Page, string Route)[] IdentityPages =
        [("Details", "details"), ("Video", "video"), ("Documents", "documents"), ("Photo", "photo/{handler?}"), ("Duplicates", "duplicates/{handler?}"), ("Confirm", "confirm")];

    public static IServiceCollection AddPortal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ServiceOptions>().Bind(configuration.GetSection(ServiceOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ServiceOptions>().Configure<HostSettings>((service, settings) =>
            service.Training = configuration.GetValue<bool?>("Service:Training") ?? settings.Mode is ServiceMode.Training);
        services.AddScoped<Shell>();
        services.AddSingleton<Aside>();
        services.AddProblemDetails();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "care-identity-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true; // SecurityHeaders writes a stricter one.
            antiforgery.HeaderName = "X-Form-Token";
        });
        services.AddScoped<IdentityCases>();
        services.AddScoped<DecideChanges>();
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Portal";
            foreach (var (page, route) in IdentityPages)
            {
                pages.Conventions.AddPageRoute($"/Requests/Identity/{page}", $"people/{{uuid}}/verify/{route}");
                pages.Conventions.AddPageRoute($"/Requests/Identity/{page}", $"people/new/{route}");
            }
        }).ConfigureApplicationPartManager(parts =>
        {
            // There are none, and they are looked for among all types.
            parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().Single());
        }).AddMvcOptions(mvc =>
        {
            mvc.ModelBinderProviders.Insert(0, new DatePartsBinderProvider());
            mvc.Filters.Add<SessionGuard>();
            mvc.Filters.Add<NulGuard>();
            mvc.Filters.Add<IdentifierGuard>();
        });
        PageParts.Replace(services);
        services.Configure<RazorViewEngineOptions>(views =>
        {
            views.PageViewLocationFormats.Add("/Nhs/Shell/{0}.cshtml");
            views.PageViewLocationFormats.Add("/Nhs/Patterns/{0}.cshtml");
        });
        // Names are written as the person writes them: José stays José in the source, too.
        services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        return services.LimitRequests(configuration);
    }

    private static IServiceCollection LimitRequests(this IServiceCollection services, IConfiguration configuration)
    {
        var service = configuration.GetSection(ServiceOptions.Section).Get<ServiceOptions>() ?? new ServiceOptions();
        var bytes = service.LargestRequestMiB * 1024L * 1024L;
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = bytes;
        });
        return services.Configure<FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = bytes;
            form.ValueCountLimit = 2048;
        });
    }
}
