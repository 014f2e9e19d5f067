using System.Reflection;
using CareIdentity.Data;
using CareIdentity.Pki.Keys;
using CareIdentity.Web.Hosting;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CareIdentity.Web.Tests.Hosting;

/// <summary>What a start does before or instead of what the frameworks would do, and that it comes to the same.</summary>
public sealed class EarlyStartTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-early-");

    /// <summary>Where Entity Framework made another, the one that was begun early would have been made for nothing.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("postgres://cis@localhost/care")]
    public async Task A_request_finds_the_model_that_was_begun_early(string? url)
    {
        var address = DatabaseAddress.Choose(url, directory.FullName);
        await using var services = new ServiceCollection().AddLogging().AddDatabase(address).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();

        var early = await new EarlyModel(address).MadeAsync();

        Assert.Same(early, scope.ServiceProvider.GetRequiredService<CareIdentityDb>().Model);
    }

    [Fact]
    public async Task Keys_are_begun_early_only_where_there_are_some()
    {
        var keys = new ServiceKeys(Settings(), new ConfigurationBuilder().Build());
        keys.Begin();
        Assert.Empty(directory.GetFileSystemInfos());

        using (Assert.IsType<SealedFileKeyStore>(await keys.OpenAsync()))
        {
            Assert.True(SealedFileKeyStore.IsIn(Path.Combine(directory.FullName, "keys")));
        }

        File.Delete(Path.Combine(directory.FullName, "training-passphrase"));
        var again = new ServiceKeys(Settings(), new ConfigurationBuilder().Build());
        again.Begin();
        await Assert.ThrowsAsync<StartRefusedException>(again.OpenAsync);
    }

    /// <summary>Read from attributes alone, as the framework reads them with everything that it knows of the property's type.</summary>
    [Fact]
    public void Every_page_takes_from_a_request_what_the_framework_would()
    {
        using var services = new ServiceCollection().AddLogging().AddRazorPages().Services.BuildServiceProvider();
        var own = services.GetRequiredService<IPageApplicationModelPartsProvider>();
        var ours = new PageParts(own);
        var properties = typeof(PageParts).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(PageModel)) && !type.IsAbstract)
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)).ToList();

        Assert.True(properties.Count > 1_000);
        Assert.Equal(properties.Select(property => Words(property, own)), properties.Select(property => Words(property, ours)));
    }

    public void Dispose() => directory.Delete(recursive: true);

    private HostSettings Settings() => new()
    {
        Database = DatabaseAddress.Choose(null, directory.FullName),
        DataDirectory = directory.FullName,
        Port = 0,
        Mode = ServiceMode.Training,
        Empty = true,
    };

    /// <summary>Where it comes from is left out where only the type says so: the framework asks the type again when it binds.</summary>
    private static string Words(PropertyInfo property, IPageApplicationModelPartsProvider parts)
    {
        var model = parts.CreatePropertyModel(property);
        var bound = model.BindingInfo is { } info ? $"{info.BinderModelName} {info.BinderType} {info.RequestPredicate?.Method}" : "not bound";
        return $"{property.ReflectedType}.{model.PropertyName}: {bound}";
    }
}
