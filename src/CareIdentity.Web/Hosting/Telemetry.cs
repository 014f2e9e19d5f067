using CareIdentity.Certificates;
using CareIdentity.Messages;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// Sends the numbers of the service to the operator's collector by OTLP over HTTP, where one is configured: <c>CIS_Telemetry__Otlp</c>, the
/// address for metrics, as <c>http://127.0.0.1:4318/v1/metrics</c>. No number names a person.
/// </summary>
internal sealed class Telemetry(Uri collector) : IHostedService, IDisposable
{
    private const string Address = "Telemetry:Otlp";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private MeterProvider? provider;

    public static bool IsWanted(IConfiguration configuration) => configuration[Address] is { Length: > 0 };

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Address] is { Length: > 0 } text)
        {
            services.AddHostedService(_ => new Telemetry(Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw new StartRefusedException($"CIS_Telemetry__Otlp is not an http address: {text}")));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(PkiMeter.Name, MessageMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter((exporter, reader) =>
            {
                (exporter.Endpoint, exporter.Protocol) = (collector, OtlpExportProtocol.HttpProtobuf);
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)Every.TotalMilliseconds;
            })
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what was not sent yet.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        provider?.Shutdown(2_000);
        return Task.CompletedTask;
    }

    public void Dispose() => provider?.Dispose();
}
