using AngleSharp.Dom;
using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Pages;

/// <summary>The patterns that repeat, as the gallery draws them.</summary>
public sealed class PatternTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_refusal_says_what_why_what_next_who_can_help_and_its_code()
    {
        var page = await host.PageAsync("/gallery");

        var refusal = page.QuerySelector(".cis-refusal")!;
        Assert.Equal("This smartcard cannot be renewed here", refusal.QuerySelector("h2")!.TextContent);
        Assert.Equal("smartcard.expired", refusal.QuerySelector("code")!.TextContent);
        foreach (var words in new[] { "Why:", "What to do next:", "Rosa Díaz", "01305 555 011", "Dorset RA" })
        {
            Assert.Contains(words, refusal.TextContent, StringComparison.Ordinal);
        }

        Assert.NotNull(refusal.QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task A_state_is_a_colour_and_a_word()
    {
        var page = await host.PageAsync("/gallery");

        var tags = page.QuerySelectorAll(".nhsuk-tag");
        Assert.NotEmpty(tags);
        Assert.All(tags, t => Assert.NotEqual(string.Empty, t.TextContent.Trim()));
    }

    [Fact]
    public async Task A_card_says_its_series_state_and_expiry_and_what_can_be_done_next()
    {
        var page = await host.PageAsync("/gallery");

        var card = page.QuerySelector(".cis-card")!;
        Assert.Equal("Smartcard 1809 4432 1187, Active", card.GetAttribute("aria-label"));
        Assert.Contains("expires in 41 days, 2 January 2027", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("Series 18", card.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll(".cis-card .cis-why-not"), n => n.TextContent.Contains("It is locked.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Work_on_a_card_announces_only_the_step_that_it_is_at()
    {
        var page = await host.PageAsync("/gallery");

        Assert.Equal("step", Assert.Single(page.QuerySelectorAll(".cis-stepper__steps [aria-current]")).GetAttribute("aria-current"));
        var live = Assert.Single(page.QuerySelectorAll(".cis-stepper [aria-live]"));
        Assert.StartsWith("Write certificate, 2 of 2", live.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_shows_gains_and_losses_in_words_with_their_reasons()
    {
        var page = await host.PageAsync("/gallery/decide");

        Assert.Equal(["Gains", "Gains", "Loses", "Changes", "Stays"], page.QuerySelectorAll(".cis-changes__effect").Select(e => e.TextContent));
        Assert.Contains("B0570", page.QuerySelector(".cis-changes__row--gain")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_sorted_filtered_and_paged_by_its_address_alone()
    {
        var page = await host.PageAsync("/gallery/list?state=Verified&sort=-name&page=2");

        Assert.Equal("descending", page.QuerySelectorAll("th").First(h => h.TextContent.StartsWith("Name", StringComparison.Ordinal)).GetAttribute("aria-sort"));
        Assert.Equal("21 to 40 of 192 people", page.QuerySelector(".cis-pager")!.TextContent);
        Assert.Equal("2", page.QuerySelector(".nhsuk-pagination [aria-current]")!.TextContent);
        Assert.Equal("/gallery/list/export?state=Verified&sort=-name&page=2", page.QuerySelector(".cis-list-head a")!.GetAttribute("href"));
        Assert.Equal("Verified (192)", page.QuerySelector(".cis-tabs [aria-current]")!.TextContent);
    }

    [Fact]
    public async Task An_empty_list_says_what_would_be_in_it_and_how_to_go_on()
    {
        var page = await host.PageAsync("/gallery/list?q=nobody");

        Assert.Null(page.QuerySelector("table"));
        Assert.NotNull(page.QuerySelector(".cis-empty a"));
    }

    [Theory]
    [InlineData("/gallery")]
    [InlineData("/gallery/list")]
    [InlineData("/gallery/decide")]
    [InlineData("/gallery/form")]
    [InlineData("/gallery/components")]
    public async Task Every_page_has_one_first_heading_unique_ids_and_labels_that_lead_somewhere(string path)
    {
        var page = await host.PageAsync(path);

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(page.QuerySelectorAll("label[for]"), l => Assert.NotNull(page.GetElementById(l.GetAttribute("for")!)));
        Assert.All(
            page.QuerySelectorAll("[aria-describedby], [aria-labelledby]").SelectMany(e => $"{e.GetAttribute("aria-describedby")} {e.GetAttribute("aria-labelledby")}".Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            id => Assert.NotNull(page.GetElementById(id)));
        Assert.Equal("maincontent", page.QuerySelector(".nhsuk-skip-link")!.GetAttribute("href")![1..]);
    }
}
