using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CareIdentity.Web.Tests;

internal static class TestServerLogging
{
    /// <summary>
    /// What only the test server says: it has no limit of bodies to set (tests of limits use Kestrel), and antiforgery says for every form
    /// that its page is not cached. Among so many lines a real warning is not seen.
    /// </summary>
    public static IWebHostBuilder WithoutItsOwnWarnings(this IWebHostBuilder host) => host.ConfigureLogging(logging => logging
        .AddFilter("Microsoft.AspNetCore.Mvc.Filters.RequestSizeLimitFilter", LogLevel.Error)
        .AddFilter("Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", LogLevel.Error)
        .AddFilter("Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery", LogLevel.Error));
}
