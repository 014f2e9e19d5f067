using AngleSharp;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CareIdentity.Web.Tests.Nhs.Pages;

/// <summary>The real host with its real pipeline, asked as a browser asks: for pages, with cookies and form tokens.</summary>
public sealed class PortalHost : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-portal-");
    private readonly WebApplicationFactory<Program> factory;

    public PortalHost()
        : this("Development")
    {
    }

    internal PortalHost(string environment, params (string Key, string Value)[] settings)
    {
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment).WithoutItsOwnWarnings();
            host.UseSetting("Service:Training", "false");
            host.UseSetting("DataDirectory", directory.FullName);
            host.UseSetting("Empty", "true");
            host.UseSetting("Port", "0");
            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }
        });
        Client = factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public HttpClient Client { get; }

    public async Task<IHtmlDocument> PageAsync(string path) => await ReadAsync(await Client.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Fills the form that is on the page, its token included, and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await PageAsync(path);
        var token = page.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        Client.Dispose();
        factory.Dispose();
        directory.Delete(recursive: true);
    }
}
