using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Pages;

public sealed class ErrorPageTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_fault_shows_a_reference_and_what_was_typed_and_never_a_stack_trace()
    {
        var response = await host.SubmitAsync("/gallery/form", ("Input.FamilyName", "Fault"), ("Input.Notes", "Long notes"), ("Input.Passcode", "13579246"));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var page = await PortalHost.ReadAsync(response);
        Assert.Equal("Sorry, there is a problem with the service", page.QuerySelector("h1")!.TextContent);
        Assert.Matches("^[0-9a-f]{32}$|^[0-9A-Z]+:?", page.QuerySelector("main code")!.TextContent);
        Assert.Contains("Long notes", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("13579246", page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperationException", page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_is_a_page_in_the_portal()
    {
        var response = await host.Client.GetAsync(new Uri("/nowhere", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var page = await PortalHost.ReadAsync(response);
        Assert.Equal("Page not found – Care Identity", page.Title);
        Assert.NotNull(page.QuerySelector("header.nhsuk-header"));
    }

    [Fact]
    public async Task An_error_page_cannot_be_asked_for_by_its_own_address()
    {
        var response = await host.Client.GetAsync(new Uri("/errors/500", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("Page not found", (await PortalHost.ReadAsync(response)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_program_gets_the_bare_status_and_no_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var client = new PortalHost().Client;
        client.DefaultRequestHeaders.Accept.Clear();

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("<html", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
