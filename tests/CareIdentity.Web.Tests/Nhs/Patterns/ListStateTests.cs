using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Patterns;

public sealed class ListStateTests
{
    [Fact]
    public void The_address_holds_filters_order_and_page_and_reads_back_the_same()
    {
        var list = Read("?q=O%27Neill%20%26%20Co&state=Verified&sort=-place&page=3");

        Assert.Equal(("O'Neill & Co", "Verified", "place", true, 3, 40), (list.Filter("q"), list.Filter("state"), list.Sort, list.Descending, list.Page, list.Skip));
        Assert.Equivalent(list, Read(list.Href()[list.Href().IndexOf('?', StringComparison.Ordinal)..]));
    }

    [Theory]
    [InlineData("?sort=password", "name")]
    [InlineData("?sort=-1;drop", "name")]
    [InlineData("?page=-4", "name")]
    [InlineData("?page=99999999999", "name")]
    [InlineData("?admin=1", "name")]
    public void What_the_list_does_not_know_is_ignored(string query, string sort)
    {
        var list = Read(query);

        Assert.Equal(sort, list.Sort);
        Assert.InRange(list.Page, 1, 1_000_000);
        Assert.Empty(list.Filters);
    }

    [Fact]
    public void Another_order_or_filter_starts_again_at_the_first_page()
    {
        var list = Read("?state=Closed&page=3");

        Assert.Equal("/people?state=Closed&sort=place", list.SortHref("place"));
        Assert.Equal("/people?state=Closed&sort=-name", list.SortHref("name"));
        Assert.Equal("/people?sort=name", list.FilterHref("state", null));
        Assert.Equal("/people/export?state=Closed&sort=name&page=3", list.Href("/people/export"));
        Assert.Equal(("ascending", "none"), (list.Direction("name"), list.Direction("place")));
    }

    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 12, "1 2 … 12")]
    [InlineData(3, 12, "1 2 3 4 … 12")]
    [InlineData(4, 12, "1 2 3 4 5 … 12")]
    [InlineData(6, 12, "1 … 5 6 7 … 12")]
    [InlineData(12, 12, "1 … 11 12")]
    [InlineData(2, 3, "1 2 3")]
    public void The_pager_shows_first_last_and_neighbours(int page, int pages, string shown)
    {
        Assert.Equal(shown, string.Join(' ', Pager.Numbers(page, pages).Select(n => n?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "…")));
    }

    private static ListState Read(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/people";
        context.Request.QueryString = new QueryString(query);
        return ListState.Of(context.Request, ["q", "state"], ["name", "place"]);
    }
}
