using AngleSharp.Dom;
using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Pages;

public sealed class SecurityHeaderTests(PortalHost host) : IClassFixture<PortalHost>
{
    public static TheoryData<string> Addresses => ["/gallery", "/gallery/list", "/gallery/decide", "/gallery/form", "/gallery/components", "/nowhere", "/health/live", "/service.css"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Every_response_carries_the_strict_headers(string address)
    {
        var response = await host.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Contains("camera=(self)", Assert.Single(response.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Each_response_has_a_nonce_of_its_own_and_every_script_of_the_page_has_it()
    {
        var (first, second) = (await NonceAsync(), await NonceAsync());

        Assert.NotEqual(first, second);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task No_page_holds_a_style_or_a_handler_of_its_own(string address)
    {
        var page = await host.PageAsync(address);

        Assert.Empty(page.QuerySelectorAll("style, [style]"));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(page.QuerySelectorAll("[src], link[href]"), e => (e.GetAttribute("src") ?? e.GetAttribute("href"))!.Contains("//", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Every_file_of_a_page_is_served_under_a_fingerprint_and_kept_for_ever_and_the_page_never(string environment)
    {
        using var portal = new PortalHost(environment, ("Service:Training", "true"));
        var response = await portal.Client.GetAsync(new Uri("/gallery", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await PortalHost.ReadAsync(response);
        var files = page.QuerySelectorAll("link[href], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!)
            .Where(f => f != "/service.css").ToList();

        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Contains(files, f => f.StartsWith("/nhsuk/", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.Matches(@"^/(nhsuk|css|js|brand)/[a-z.-]+\.[a-z0-9]{10}\.(css|js|svg)$", file);
            var served = await portal.Client.GetAsync(new Uri(file, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(served.IsSuccessStatusCode && served.Content.Headers.ContentLength > 0, file);
            Assert.Equal(environment == "Production", served.Headers.CacheControl!.Extensions.Any(e => e.Name == "immutable"));
        }
    }

    [Fact]
    public async Task Scripts_import_one_another_by_names_that_lead_to_their_fingerprints()
    {
        var page = await host.PageAsync("/gallery/form");

        var map = page.QuerySelector("script[type=importmap]")!.TextContent;
        Assert.Matches(@"""/nhsuk/nhsuk-frontend\.min\.js"": ""/nhsuk/nhsuk-frontend\.min\.[a-z0-9]{10}\.js""", map);
    }

    [Fact]
    public async Task The_desk_is_framed_only_from_its_configured_origin()
    {
        using var training = new PortalHost("Production", ("Service:Training", "true"), ("Service:DeskOrigin", "http://localhost:5081"));

        var response = await training.Client.GetAsync(new Uri("/gallery", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("frame-src http://localhost:5081;", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private async Task<string> NonceAsync()
    {
        var response = await host.Client.GetAsync(new Uri("/gallery", UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        var page = await PortalHost.ReadAsync(response);
        Assert.NotEmpty(page.Scripts);
        Assert.All(page.Scripts, s => Assert.Equal(nonce, s.GetAttribute("nonce")));
        return nonce;
    }
}
