using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// Writes <c>Ready: http://localhost:N</c> once the service has answered its own question over that address: whoever reads the
/// line can rely on the next request.
/// </summary>
internal static class ReadyLine
{
    public static async Task WriteAsync(WebApplication service, TextWriter output, CancellationToken ct)
    {
        // In a test the server has no address.
        var addresses = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        if (addresses?.FirstOrDefault() is not { } address)
        {
            return;
        }

        var port = new Uri(address).Port;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var answer = await client.GetAsync(HealthEndpoints.Ready, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new StartRefusedException("It listens, but is not ready: the database does not answer. See the log above.");
        }

        await output.WriteLineAsync($"Ready: http://localhost:{port}");
        await output.FlushAsync(ct);
    }
}
