using System.Net;
using AngleSharp.Dom;
using CareIdentity.Web.Nhs;
using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Pages;

public sealed class ShellTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task The_header_names_the_person_and_the_role_acted_under_and_how_to_change_either()
    {
        var page = await host.PageAsync("/gallery");

        var account = page.QuerySelector(".nhsuk-header__account")!;
        Assert.Contains("Asha Patel", account.TextContent, StringComparison.Ordinal);
        Assert.Contains("RA Agent, Dorset RA", account.TextContent, StringComparison.Ordinal);
        Assert.Contains("Change role", account.TextContent, StringComparison.Ordinal);
        Assert.Equal("post", account.QuerySelector("form")!.GetAttribute("method"));
        Assert.NotNull(account.QuerySelector("form input[name=__RequestVerificationToken]"));
    }

    [Fact]
    public async Task The_entry_above_the_page_is_marked_in_the_navigation()
    {
        var page = await host.PageAsync("/gallery/list");

        var current = Assert.Single(page.QuerySelectorAll(".nhsuk-header__navigation [aria-current]"));
        Assert.Equal("Gallery", current.TextContent.Trim());
    }

    [Fact]
    public async Task The_logo_of_the_health_service_is_nowhere()
    {
        var page = await host.PageAsync("/gallery");

        Assert.Null(page.QuerySelector(".nhsuk-header__logo, .nhsuk-header__organisation-logo"));
        Assert.DoesNotContain(page.QuerySelectorAll("[aria-label], [alt]"), e => (e.GetAttribute("aria-label") ?? e.GetAttribute("alt"))!.Contains("NHS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Training_is_said_in_the_title_and_above_the_page_and_painted_in_the_header()
    {
        using var training = new PortalHost("Production", ("Service:Training", "true"), ("Service:Name", "Dorset identity"));

        var page = await training.PageAsync("/gallery");
        var style = await training.Client.GetStringAsync(new Uri("/service.css", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("Gallery – Dorset identity – Training", page.Title);
        Assert.Contains("Training", page.QuerySelector(".cis-training-banner")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("--cis-header: #6c2e7a", style, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gallery_does_not_exist_in_a_live_service()
    {
        using var live = new PortalHost("Production");

        var response = await live.Client.GetAsync(new Uri("/gallery", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_without_signing_in(string path)
    {
        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void A_colour_that_could_carry_a_style_sheet_stops_the_start()
    {
        Assert.ThrowsAny<Exception>(() => new PortalHost("Production", ("Service:HeaderColour", "red; } body { display: none")));
    }

    [Theory]
    [InlineData("People", false, false, "People – Care Identity")]
    [InlineData("People", true, true, "Error: People – Care Identity – Training")]
    [InlineData(null, false, false, "Care Identity")]
    public void A_title_says_problem_page_service_and_training_in_that_order(string? page, bool training, bool errors, string title)
    {
        Assert.Equal(title, PageTitle.Of(page, "Care Identity", training, errors));
    }
}
