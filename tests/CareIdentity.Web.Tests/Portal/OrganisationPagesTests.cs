using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CareIdentity.Web.Portal;
using CareIdentity.Web.Portal.Organisations;
using CareIdentity.Web.Portal.RaDirectory;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>An organisation's pages, and the directory that everybody may read.</summary>
public sealed class OrganisationPagesTests(TrainingPortal portal)
{
    [Fact]
    public async Task The_overview_says_who_looks_after_it_how_to_reach_them_and_what_is_on_the_tabs()
    {
        var manager = await portal.AsAsync("Priya Raman");
        var main = await MainAsync(manager, "/organisations/TPH01");

        Assert.Contains("Westshire Registration Authority", main.TextContent, StringComparison.Ordinal);
        Assert.Contains("ra@westshire.example", main.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sam Taylor", main.TextContent, StringComparison.Ordinal);
        Assert.NotNull(main.QuerySelector("a[href='/organisations/TPH01/people']"));
        Assert.NotNull(main.QuerySelector("a[href='/organisations/TPH01/close']"));
        Assert.NotNull(main.QuerySelector("a[href='/organisations/TPH01/positions/new']"));
    }

    [Theory]
    [InlineData("/organisations/TPH01/people", "Chidi Okonkwo", "Dispenser")]
    [InlineData("/organisations/TPH01/people?q=okonkwo", "Chidi Okonkwo", "1 person")]
    [InlineData("/organisations/TPH01/people?who=staff", "Leon Bright", "3 people")]
    [InlineData("/organisations/TPH01/people?q=nobody", "Nobody here matches these filters", "Clear filters")]
    [InlineData("/organisations/TPH01/positions", "Counter assistant", "Create a position")]
    [InlineData("/organisations/TPH01/positions?q=counter", "Counter assistant", "1 position")]
    [InlineData("/organisations/TTR01/positions?state=closed", "No position matches these filters", "Clear filters")]
    [InlineData("/organisations/TGP01/requests", "Catrin Morgan", "2 requests")]
    [InlineData("/organisations/TRA01/below", "Hilltop Pharmacy", "Riverside Pharmacy")]
    [InlineData("/organisations/TRA01/below?q=TPH01", "Riverside Pharmacy", "1 organisation")]
    [InlineData("/organisations/TPH01/below", "No organisation stands below it", "")]
    [InlineData("/organisations/TPH01/place", "Move the organisation", "Westshire Registration Authority (TRA01)")]
    [InlineData("/organisations/TPH02/close", "What becomes of positions and people", "Assignments that end")]
    [InlineData("/organisations/TRA01/coverage", "Riverside Pharmacy", "Complete")]
    [InlineData("/organisations/TRA01/coverage?gap=unlocker", "Hilltop Pharmacy", "No unlocker")]
    [InlineData("/organisations/TRA01/coverage?view=tree", "Mill Lane Surgery (TGP01)", "Appoint an unlocker")]
    [InlineData("/organisations/TPH01/workgroups", "Workgroups", "Teams whose members see the same patients")]
    public async Task Each_tab_shows_an_RA_manager_what_is_there(string path, string first, string second)
    {
        var main = await MainAsync(await portal.AsAsync("Priya Raman"), path);

        Assert.Contains(first, main.TextContent, StringComparison.Ordinal);
        Assert.Contains(second, main.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_leads_to_each_organisation_its_branch_and_what_to_do_next()
    {
        const string Map = "/organisations/TRA01/coverage?view=tree";
        var manager = Row(await MainAsync(await portal.AsAsync("Priya Raman"), Map), "TGP01");
        var map = await MainAsync(await portal.AsAsync("Ravi Menon"), Map);
        var agent = Row(map, "TGP01");

        Assert.NotNull(manager.QuerySelector("a[href='/organisations/TGP01']"));
        Assert.Contains("Appoint", manager.QuerySelector("a[href='/organisations/TGP01/staff/new']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Appoint", agent.QuerySelector("a[href='/organisations/TGP01/staff']")!.TextContent, StringComparison.Ordinal);
        Assert.Null(agent.QuerySelector("a[href='/organisations/TGP01/staff/new']"));
        Assert.Single(Row(map, "TPH01").QuerySelectorAll("a")); // Complete: nothing to be led to but itself.

        static AngleSharp.Dom.IElement Row(AngleSharp.Dom.IElement main, string code) => main.QuerySelectorAll("tr").First(row => row.TextContent.Contains(code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sam Taylor", "/organisations/TPH01/people", HttpStatusCode.OK)]
    [InlineData("Sam Taylor", "/organisations/TPH02/people", HttpStatusCode.Forbidden)]
    [InlineData("Sam Taylor", "/organisations/TPH02/positions", HttpStatusCode.Forbidden)]
    [InlineData("Sam Taylor", "/organisations/TPH02/requests", HttpStatusCode.Forbidden)]
    [InlineData("Sam Taylor", "/organisations/TPH01/coverage", HttpStatusCode.OK)]
    [InlineData("Sam Taylor", "/organisations/TRA01/coverage", HttpStatusCode.Forbidden)]
    [InlineData("Sam Taylor", "/organisations/TRA01/coverage?handler=Export", HttpStatusCode.Forbidden)]
    [InlineData("Sam Taylor", "/organisations/TRA01/contact", HttpStatusCode.Forbidden)]
    [InlineData("Leon Bright", "/organisations/TPH01/coverage", HttpStatusCode.Forbidden)]
    [InlineData("Sam Taylor", "/organisations/TRA01/people?handler=Export", HttpStatusCode.Forbidden)]
    [InlineData("Leon Bright", "/organisations/TPH01/people?handler=Export", HttpStatusCode.Forbidden)]
    [InlineData("Leon Bright", "/organisations/TPH01/requests?handler=Export", HttpStatusCode.Forbidden)]
    [InlineData("Sam Taylor", "/organisations/TPH01/requests?handler=Export", HttpStatusCode.OK)]
    [InlineData("Sam Taylor", "/organisations/TPH02/requests?handler=Export", HttpStatusCode.Forbidden)]
    [InlineData("Leon Bright", "/organisations/TPH01/shared?handler=Export", HttpStatusCode.OK)]
    [InlineData("Sam Taylor", "/organisations/TPH02/shared?handler=Export", HttpStatusCode.Forbidden)]
    [InlineData("Ravi Menon", "/organisations/TPH01/close", HttpStatusCode.Forbidden)]
    [InlineData("Priya Raman", "/organisations/TRA01/close", HttpStatusCode.UnprocessableEntity)]
    [InlineData("Priya Raman", "/organisations/TPH01/contact", HttpStatusCode.NotFound)]
    [InlineData("Priya Raman", "/organisations/NOSUCH/people", HttpStatusCode.NotFound)]
    public async Task Who_may_not_see_a_tab_is_told(string name, string path, HttpStatusCode expected)
    {
        using var answer = await (await portal.AsAsync(name)).GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_pharmacy_is_moved_now_and_planned_back_and_the_plan_withdrawn()
    {
        const string Path = "/organisations/TPH02/place";
        var manager = await portal.SignInAsync("Priya Raman");
        var empty = await SendAsync(manager, Path, "Move", ("To", ""), ("EffectiveOn.Day", ""), ("EffectiveOn.Month", ""), ("EffectiveOn.Year", ""));
        Assert.Contains("Enter the ODS code of the organisation above", empty.Page.TextContent, StringComparison.Ordinal);
        Assert.Contains("Select why it moves", empty.Page.TextContent, StringComparison.Ordinal);

        var now = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), CareIdentity.Kernel.ClockDates.London).DateTime);
        var same = await SendAsync(manager, Path, "Move", [("To", "TRA01"), ("Why", "Correction"), ("Reason", "Because"), .. On(now)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, same.Status);
        Assert.Contains("It stands below this organisation already", same.Page.TextContent, StringComparison.Ordinal);

        var moved = await SendAsync(manager, Path, "Move", [("To", "ttr01"), ("Why", "Correction"), ("Reason", "Because"), .. On(now)]);
        Assert.Equal(HttpStatusCode.Redirect, moved.Status);
        Assert.Contains("Westshire Hospitals Trust (TTR01)", (await MainAsync(manager, Path)).TextContent, StringComparison.Ordinal);

        var planned = await SendAsync(manager, Path, "Move", [("To", "TRA01"), ("Why", "Correction"), ("Reason", "Back"), .. On(now.AddDays(7))]);
        Assert.Equal(HttpStatusCode.Redirect, planned.Status);
        Assert.Contains("It happens by itself on that day", (await MainAsync(manager, Path)).TextContent, StringComparison.Ordinal);

        var withdrawn = await SendAsync(manager, Path, "Withdraw", ("WithdrawReason", "At once instead"));
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.Status);
        var back = await SendAsync(manager, Path, "Move", [("To", "TRA01"), ("Why", "Correction"), ("Reason", "Back"), .. On(now)]);
        Assert.Equal(HttpStatusCode.Redirect, back.Status);
        Assert.Contains("3 moves", (await MainAsync(manager, Path)).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_root_makes_an_office_a_Registration_Authority_and_others_cannot()
    {
        const string Path = "/organisations/TGP01/set-up-ra";
        var root = await portal.AsAsync("Margaret Oyelaran");
        using var refused = await (await portal.AsAsync("Priya Raman")).GetAsync(Path);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("cannot be a Registration Authority", (await MainAsync(root, Path)).TextContent, StringComparison.Ordinal);

        Assert.NotNull((await MainAsync(root, "/organisations/TTR01")).QuerySelector("a[href='/organisations/TTR01/set-up-ra']"));
        Assert.Contains("Westshire Registration Authority, which does so until now", (await MainAsync(root, "/organisations/TTR01/set-up-ra")).TextContent, StringComparison.Ordinal);

        // What is missing is said and nothing is done; done, the whole training world would stand under another Registration Authority.
        var wrong = await SendAsync(root, "/organisations/TTR01/set-up-ra", null, ("Name", "RA office"), ("Telephone", "12"), ("Reason", "The board took it on"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Enter a telephone number", wrong.Page.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_is_exported_as_it_is_filtered_with_nothing_that_a_spreadsheet_would_run()
    {
        using var answer = await (await portal.AsAsync("Priya Raman")).GetAsync("/organisations/TRA01/coverage?gap=unlocker&sort=name&handler=Export");
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("ODS code,Name,Kind", lines[0], StringComparison.Ordinal);
        Assert.Equal(["TPH02", "TGP01", "TTR01"], lines[1..].Select(line => line.Split(',')[0]));
        Assert.Equal("'=1+1", CsvRows.Field("=1+1"));
        Assert.Equal("\"a \"\"b\"\", c\"", CsvRows.Field("a \"b\", c"));
    }

    [Fact]
    public async Task Everybody_with_access_here_and_below_is_exported_with_their_roles()
    {
        var manager = await portal.AsAsync("Priya Raman");
        Assert.NotNull((await MainAsync(manager, "/organisations/TRA01/people")).QuerySelector("a[href='/organisations/TRA01/people?handler=Export']"));

        using var answer = await manager.GetAsync("/organisations/TRA01/people?handler=Export");
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("ODS code,Organisation,UUID,Name,Professional number,Position,Job role", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("TPH01,Riverside Pharmacy,", StringComparison.Ordinal) && line.Contains(",Chidi Okonkwo,", StringComparison.Ordinal) && line.Contains(",Dispenser,", StringComparison.Ordinal));
        Assert.Equal(lines[1..].Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal), lines[1..].Select(line => line.Split(',')[0]));
    }

    [Theory]
    [InlineData("TPH01")]
    [InlineData("riverside")]
    [InlineData("WF1 3CD")]
    [InlineData("wf13cd")]
    public async Task A_stranger_finds_the_RA_of_the_place_where_they_work(string typed)
    {
        var main = await MainAsync(portal.Stranger(), "/ra-directory?q=" + Uri.EscapeDataString(typed));

        Assert.Contains("Riverside Pharmacy", main.TextContent, StringComparison.Ordinal);
        Assert.NotNull(main.QuerySelector("a[href='/ra-directory/TRA01']"));
    }

    [Fact]
    public async Task What_is_wrong_is_reported_by_a_stranger_found_at_home_by_the_RA_mended_confirmed_and_resolved()
    {
        const string Path = "/ra-directory/TRA01";
        const string Contact = "/organisations/TRA01/contact";
        var stranger = portal.Stranger();
        var before = (await MainAsync(stranger, Path)).TextContent;
        Assert.Contains("This entry may be wrong", before, StringComparison.Ordinal);
        Assert.Contains("This entry is not complete", before, StringComparison.Ordinal);
        Assert.Contains("Never confirmed", (await MainAsync(stranger, "/ra-directory?q=TPH01")).TextContent, StringComparison.Ordinal);
        Assert.Contains("No address, opening hours", (await MainAsync(stranger, "/ra-directory?q=TPH01")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Say what is wrong", (await SendAsync(stranger, Path, null, ("What", " "))).Page.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(stranger, Path, null, ("What", "Nobody answers <b>at noon</b>"))).Status);

        var agent = await portal.SignInAsync("Ravi Menon");
        var home = await MainAsync(agent, "/");
        Assert.Contains("Confirm your entry in the RA directory", home.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 report that your directory entry is wrong", home.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nobody answers <b>at noon</b>", (await MainAsync(agent, Contact)).TextContent, StringComparison.Ordinal);

        var wrong = await SendAsync(agent, Contact, "Confirm", ("Name", "RA office"), ("Telephone", "960200"), ("Email", "ra@westshire.example"), ("Address", "Vespasian House\nWF1 2AB"), ("Hours", "9 to 5"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Enter a telephone number", wrong.Page.TextContent, StringComparison.Ordinal);
        var confirmed = await SendAsync(agent, Contact, "Confirm", ("Name", "RA office"), ("Telephone", "01632 960201"), ("Email", "ra@westshire.example"), ("Address", "Vespasian House\nWF1 2AB"), ("Hours", "Monday to Friday, 9am to 5pm"));
        Assert.Equal(HttpStatusCode.Redirect, confirmed.Status);
        var resolved = await SendAsync(agent, Contact, "Resolve", ("Answer", "The number is mended"));
        Assert.Equal(HttpStatusCode.Redirect, resolved.Status);

        var after = await MainAsync(stranger, Path);
        Assert.DoesNotContain("This entry may be wrong", after.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("This entry is not complete", after.TextContent, StringComparison.Ordinal);
        Assert.Empty((await MainAsync(stranger, "/ra-directory?q=TPH01")).QuerySelectorAll(".nhsuk-tag"));
        Assert.Contains("01632 960201", after.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm your entry", (await MainAsync(agent, "/")).TextContent, StringComparison.Ordinal);
        Assert.Contains("The number is mended", (await MainAsync(agent, Contact + "?reports=resolved")).TextContent, StringComparison.Ordinal);

        HttpStatusCode last = default;
        for (var i = 0; i < ReportPace.Most; i++)
        {
            last = (await SendAsync(stranger, Path, null, ("What", $"Again {i}"))).Status;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static async Task<IElement> MainAsync(PortalVisitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await PortalHost.ReadAsync(answer)).QuerySelector("main")!;
    }

    private static (string, string)[] On(DateOnly day) =>
        [("EffectiveOn.Day", $"{day.Day}"), ("EffectiveOn.Month", $"{day.Month}"), ("EffectiveOn.Year", $"{day.Year}")];

    /// <summary>Sends the form of that handler as the page has it, with these fields filled in.</summary>
    private static async Task<(HttpStatusCode Status, IElement Page)> SendAsync(PortalVisitor visitor, string path, string? handler, params (string Name, string Value)[] fields)
    {
        var page = await visitor.PageAsync(path);
        var form = page.QuerySelectorAll("main form[method=post]").Cast<IHtmlFormElement>()
            .First(f => handler is null || f.GetAttribute("action")!.Contains("handler=" + handler, StringComparison.Ordinal));
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var answer = await visitor.Client.PostAsync(new Uri(form.GetAttribute("action") is { Length: > 0 } action ? action : path, UriKind.Relative), content);
        return (answer.StatusCode, (await PortalHost.ReadAsync(answer)).DocumentElement);
    }
}
