using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// Writes <c>Ready: http://localhost:N</c> once the service has answered its own question over that address: whoever reads the
/// line can rely on the next request.
/// </summary>
internal static class ReadyLine
{
    /// <summary>Null where the server is a test's, which listens nowhere.</summary>
    public static ICollection<string>? Addresses(WebApplication service) =>
        service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;

    public static async Task WriteAsync(WebApplication service, TextWriter output, CancellationToken ct)
    {
        if (Addresses(service)?.FirstOrDefault() is not { } address)
        {
            return;
        }

        var port = new Uri(address).Port;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        try
        {
            using var answer = await client.GetAsync(HealthEndpoints.Ready, ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw new StartRefusedException("It listens, but is not ready: the database does not answer. See the log above.");
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return; // Told to stop before it was ready: not a failure.
        }

        await output.WriteLineAsync($"Ready: http://localhost:{port}");
        await output.FlushAsync(CancellationToken.None);
    }
}
