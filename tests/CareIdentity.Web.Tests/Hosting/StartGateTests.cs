using CareIdentity.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CareIdentity.Web.Tests.Hosting;

public sealed class StartGateTests : IAsyncLifetime
{
    private readonly WebApplication service;
    private readonly StartGate gate;

    public StartGateTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<StartGate>();
        service = builder.Build();
        gate = service.Services.GetRequiredService<StartGate>();
        StartGate.Use(service);
        service.Run(http => http.Response.WriteAsync("answered"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await service.StartAsync(Ct);

    [Theory]
    [InlineData("/pki/ocsp")]
    [InlineData("/sign-in")]
    [InlineData("/healthy")]
    public async Task Whoever_comes_before_the_set_up_is_made_is_answered_after_it(string path)
    {
        using var client = service.GetTestClient();
        var asked = client.GetStringAsync(path, Ct);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        Assert.False(asked.IsCompleted);

        gate.Open();

        Assert.Equal("answered", await asked);
        Assert.Equal("answered", await client.GetStringAsync(path, Ct));
    }

    /// <summary>Shut once, it stays shut: the process ends.</summary>
    [Fact]
    public async Task Whoever_waits_for_a_set_up_that_fails_is_told()
    {
        using var client = service.GetTestClient();
        var asked = client.GetAsync("/sign-in", Ct);

        gate.Shut();
        gate.Open();

        using var answer = await asked;
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, (int)answer.StatusCode);
        Assert.False(await gate.PassAsync(Ct));
    }

    /// <summary>It asks the gate itself.</summary>
    [Fact]
    public async Task What_is_said_of_the_services_health_does_not_wait_here()
    {
        using var client = service.GetTestClient();
        Assert.Equal("answered", await client.GetStringAsync(HealthEndpoints.Ready, Ct));
    }

    public async ValueTask DisposeAsync() => await service.DisposeAsync();
}
