using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CareIdentity.Bench.Hosts;

/// <summary>
/// What Kestrel does by itself, in a process of its own: a page of so many bytes, and a form that is read to its end and answered with
/// a redirection and a cookie, as a sign-in is. Ends when its standard input does.
/// </summary>
internal static class BareHost
{
    /// <summary>The one argument that makes this program be one.</summary>
    public const string Word = "--bare-host";

    public const string Marker = "bare page";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        await using var host = builder.Build();
        host.MapGet("/page/{bytes:int}", (int bytes, HttpContext http) => WriteAsync(http, bytes));
        host.MapPost("/form", TakeAsync);
        await host.StartAsync();
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Ready: http://localhost:{new Uri(address).Port}"));
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
        return 0;
    }

    private static Task WriteAsync(HttpContext http, int bytes)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = bytes;
        return http.Response.WriteAsync(Marker.PadRight(bytes), Encoding.UTF8, http.RequestAborted);
    }

    private static async Task TakeAsync(HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        http.Response.Cookies.Append("session", new string('x', 43), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict });
        http.Response.Redirect("/");
    }
}
