using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CareIdentity.Web.Hosting;

/// <summary>The operator's colours as a style sheet of its own: the policy allows no style inside a page.</summary>
internal static class ServiceStyle
{
    public const string Path = "/service.css";

    public static IEndpointConventionBuilder MapServiceStyle(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, Read).AllowAnonymous();

    private static ContentHttpResult Read(IOptions<ServiceOptions> service, HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Text($":root {{ --cis-header: {service.Value.HeaderColourInUse}; }}\n", "text/css");
    }
}
