using System.Collections.Concurrent;
using System.Net;
using CareIdentity.Testing;
using CareIdentity.Web.TrainingDesk;
using CareIdentity.Web.Tests.Portal;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

[assembly: AssemblyFixture(typeof(TrainingPortal))]

namespace CareIdentity.Web.Tests.Portal;

/// <summary>The real host with its training population, a copy of one that is made once; people of it sign in with their own cards.</summary>
public sealed class TrainingPortal : IDisposable
{
    private static readonly MadeDirectory Population = new(async directory =>
    {
        await using var host = Host(directory);
        host.StartServer();
    });

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-training-");
    private readonly Lazy<WebApplicationFactory<Program>> factory;
    private int addresses;
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalVisitor>>> visitors = new(StringComparer.Ordinal);

    public TrainingPortal() => factory = new Lazy<WebApplicationFactory<Program>>(() =>
    {
        Population.CopyToAsync(directory.FullName).GetAwaiter().GetResult(); // Fixtures ask for it where nothing can be awaited.
        var made = Host(directory.FullName);
        made.StartServer(); // Here, once: two who ask first at the same time would start two.
        return made;
    });

    public IReadOnlyList<Endpoint> Routes => factory.Value.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>To do something by a verb of the service itself, as set-up does.</summary>
    internal async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = factory.Value.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static WebApplicationFactory<Program> Host(string directory) => new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
    {
        host.UseEnvironment("Development").WithoutItsOwnWarnings();
        host.UseSetting("DataDirectory", directory);
        host.UseSetting("Port", "0");
    });

    /// <summary>Nobody yet, at a network address that is nobody else's: what the service counts by address, no other test has used up.</summary>
    public PortalVisitor Stranger()
    {
        var address = new IPAddress([10, 0, .. BitConverter.GetBytes((ushort)Interlocked.Increment(ref addresses))]);
        var cookies = new CookieContainerHandler(new CookieContainer()) { InnerHandler = factory.Value.Server.CreateHandler(http => http.Connection.RemoteIpAddress = address) };
        var client = new HttpClient(cookies) { BaseAddress = factory.Value.ClientOptions.BaseAddress };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return new PortalVisitor(client);
    }

    /// <summary>Somebody of the cast, signed in with their card; one session for all tests that only read.</summary>
    public Task<PortalVisitor> AsAsync(string name) => visitors.GetOrAdd(name, _ => new Lazy<Task<PortalVisitor>>(() => SignInAsync(name))).Value;

    /// <summary>A session of its own.</summary>
    public async Task<PortalVisitor> SignInAsync(string name)
    {
        var visitor = Stranger();
        await visitor.SignInAsync(CardOf(name));
        return visitor;
    }

    internal WalletCard CardOf(string name) => factory.Value.Services.GetRequiredService<Wallet>().All.First(card => card.Name == name);

    public void Dispose()
    {
        if (factory.IsValueCreated)
        {
            factory.Value.Dispose();
        }

        directory.Delete(recursive: true);
    }
}
