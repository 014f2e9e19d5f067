using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CareIdentity.Web.Tests.Hosting;

/// <summary>The numbers of the service arrive where an operator collects them.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-otlp-");

    [Fact]
    public async Task What_is_measured_is_sent_to_the_collector_by_the_end_at_the_latest()
    {
        var received = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        await using (var service = ServiceProcess.Start("--Port", "0", "--DataDirectory", directory.FullName, "--Empty", "true", "--Telemetry:Otlp", collector.Urls.First() + "/v1/metrics"))
        {
            var address = await service.ReadyAsync();
            using var http = new HttpClient { BaseAddress = address };
            await http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken);
            await service.SignalAsync("TERM");
            Assert.Equal((0, ""), await service.EndAsync());
        }

        var all = string.Concat(received);
        Assert.Contains("cis.pki.authority.left", all, StringComparison.Ordinal);
        Assert.Contains("training-issuing", all, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_no_address_is_refused_at_start()
    {
        await using var service = ServiceProcess.Start("--Port", "0", "--DataDirectory", directory.FullName, "--Empty", "true", "--Telemetry:Otlp", "collector");

        var (code, error) = await service.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains("CIS_Telemetry__Otlp", error, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Delete(recursive: true);
}
