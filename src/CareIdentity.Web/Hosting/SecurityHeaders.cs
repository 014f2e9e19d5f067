using Microsoft.Extensions.Options;

namespace CareIdentity.Web.Hosting;

/// <summary>Headers that every response carries, also an error's.</summary>
internal static class SecurityHeaders
{
    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services)
    {
        services.AddScoped<PagePolicy>();
        return services.AddHsts(hsts =>
        {
            // Loopback names are left out by the framework, so a developer's machine is not bound to TLS.
            hsts.MaxAge = TimeSpan.FromDays(365);
            hsts.IncludeSubDomains = true;
        });
    }

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var service = app.ApplicationServices.GetRequiredService<IOptions<ServiceOptions>>().Value;
        return app.Use((context, next) =>
        {
            var policy = context.RequestServices.GetRequiredService<PagePolicy>();
            if (service.DeskOrigin is not null)
            {
                policy.AllowFrame(new Uri(service.DeskOrigin));
            }

            context.Response.OnStarting(() =>
            {
                Write(context, policy);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Write(HttpContext context, PagePolicy policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy.Header(SocketOrigin(context.Request));
        headers.XContentTypeOptions = "nosniff";
        // For browsers that do not yet read frame-ancestors.
        headers.XFrameOptions = "DENY";
        // The address of an invitation is a secret: not even a page of our own is told where the reader came from.
        headers["Referrer-Policy"] = context.Request.Path.StartsWithSegments("/apply") ? "no-referrer" : "same-origin";
        // The camera takes the photo for a card; nothing else of the device is asked for.
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!headers.ContainsKey("Cross-Origin-Resource-Policy"))
        {
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
        }

        // A page shows people: no cache keeps it, unless the endpoint itself said otherwise.
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
    }

    // 'self' covers web sockets in CSP 3, but not yet in every browser in use.
    private static string SocketOrigin(HttpRequest request) => $"{(request.IsHttps ? "wss" : "ws")}://{request.Host.ToUriComponent()}";
}
