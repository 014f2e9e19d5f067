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

    [Fact]
    public async Task A_file_with_a_fingerprint_is_kept_for_ever_and_a_page_never()
    {
        var page = await host.PageAsync("/gallery");
        var style = page.QuerySelector("link[href^='/nhsuk/']")!.GetAttribute("href")!;

        var file = await host.Client.GetAsync(new Uri(style, UriKind.Relative), TestContext.Current.CancellationToken);
        var again = await host.Client.GetAsync(new Uri("/gallery", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Matches(@"^/nhsuk/nhsuk-frontend\.min\.[a-z0-9]+\.css$", style);
        Assert.True(file.IsSuccessStatusCode);
        Assert.True(again.Headers.CacheControl!.NoStore);
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
