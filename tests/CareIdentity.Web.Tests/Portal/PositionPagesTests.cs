using System.Net;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Positions as an RA Manager meets them: changed and closed only after everybody concerned was shown.</summary>
public sealed class PositionPagesTests(TrainingPortal portal)
{
    private static readonly string[] Receptionist = ["B0825"];

    [Fact]
    public async Task The_effect_on_each_holder_is_shown_before_a_position_is_changed()
    {
        var priya = await portal.AsAsync("Priya Raman");
        var form = await PortalForm.OpenAsync(priya, $"{await PositionAsync(priya, "Dispenser")}/edit");

        var shown = await form.Fill("Profiles[0].JobRole", "R8009").AgainAsync("Show the effect on holders");
        var still = await shown.AgainAsync("Look again");

        Assert.Contains("2 people hold it today or will. 2 people gain and 2 people lose something.", shown.Main, StringComparison.Ordinal);
        Assert.Contains("Chidi Okonkwo", shown.Main, StringComparison.Ordinal);
        Assert.Contains("2 people gain and 2 people lose something.", still.Main, StringComparison.Ordinal);
        Assert.Contains("because B0825 (Amend Patient Demographics) includes it", shown.Main, StringComparison.Ordinal);
        Assert.Equal("R8009", shown.Page.QuerySelector("select option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_position_is_made_changed_and_closed_and_each_is_seen_afterwards()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        var address = await MadeAsync(priya, "Saturday dispenser");
        var form = await PortalForm.OpenAsync(priya, $"{address}/edit");
        var approver = form.Page.QuerySelector("input[name=ApprovedBy]")!.GetAttribute("value")!;
        form.Fill("Name", "Sunday dispenser").Fill("Profiles[0].Activities", Receptionist).Fill("ApprovedBy", approver).Fill("ApprovalNote", "Agreed with the superintendent");
        var shown = await form.AgainAsync("Show the effect on holders");

        var unlooked = await shown.Fill("Profiles[0].JobRole", "R8009").AgainAsync("Save the change");
        using var saved = await unlooked.SendAsync("Save the change");
        var page = await priya.PageAsync(address);
        using var tooLate = await form.AgainAsync("Show the effect on holders").ContinueWith(again => again.Result.SendAsync("Save the change"), TaskScheduler.Default).Unwrap();
        var close = await PortalForm.OpenAsync(priya, $"{address}/close");
        var silent = await close.AgainAsync("Close the position");
        using var closed = await silent.Fill("Reason", "Closed on Sundays").SendAsync("Close the position");
        var after = await priya.PageAsync(address);
        using var again = await priya.GetAsync($"{address}/edit");
        var history = (await priya.PageAsync($"{address}/history")).QuerySelector("main")!;
        var beyond = (await priya.PageAsync($"{address}/history?page=9")).QuerySelector("main")!;
        using var beside = await (await portal.AsAsync("Olga Nowak")).GetAsync($"{address}/history");
        using var unknown = await priya.GetAsync($"/positions/{Guid.NewGuid()}/history");

        Assert.Contains("Look at it, then save", unlooked.Main, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Sunday dispenser", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Agreed with the superintendent", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, tooLate.StatusCode);
        Assert.Contains("Say why", silent.Main, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Contains("Closed the position Sunday dispenser at TPH01", after.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(after.QuerySelector($"main a[href='{address}/history']"));
        Assert.Equal(3, history.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Closed on Sundays", history.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 events", beyond.TextContent, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.NotFound], [beside.StatusCode, unknown.StatusCode]);
        Assert.DoesNotContain("Change the position", after.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task Access_profiles_are_added_and_taken_away_in_the_form()
    {
        var priya = await portal.AsAsync("Priya Raman");
        var form = await PortalForm.OpenAsync(priya, $"{await PositionAsync(priya, "Dispenser")}/edit");

        var two = await form.AgainAsync("Add another access profile");
        var unfinished = await two.AgainAsync("Show the effect on holders");
        var one = await two.AgainAsync("Take access profile 2 away");

        Assert.Contains("Access profile 2", two.Main, StringComparison.Ordinal);
        Assert.Contains("Select a job role", unfinished.Main, StringComparison.Ordinal);
        Assert.DoesNotContain("Access profile 2", one.Main, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("close")]
    public async Task A_sponsor_reads_who_may(string what)
    {
        var position = await PositionAsync(await portal.AsAsync("Priya Raman"), "Dispenser");
        var sam = await portal.AsAsync("Sam Taylor");

        using var answer = await sam.GetAsync($"{position}/{what}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null((await PortalHost.ReadAsync(answer)).QuerySelector("main form"));
    }

    [Fact]
    public async Task Positions_are_found_by_what_they_give_and_two_are_compared_with_reasons()
    {
        var priya = await portal.AsAsync("Priya Raman");

        var found = (await priya.PageAsync("/positions?at=TRA01&gives=B0401")).QuerySelector("main")!;
        var none = (await priya.PageAsync("/positions?at=TRA01&q=astronaut")).QuerySelector("main")!.TextContent;
        var nurse = (await priya.PageAsync("/positions?at=TTR01&q=nurse")).QuerySelector("main input[name=p]")!.GetAttribute("value");
        var doctor = (await priya.PageAsync("/positions?at=TTR01&q=doctor")).QuerySelector("main input[name=p]")!.GetAttribute("value");
        var compared = (await priya.PageAsync($"/positions/compare?p={nurse}&p={doctor}")).QuerySelector("main")!.TextContent;
        var one = (await priya.PageAsync($"/positions/compare?p={nurse}")).QuerySelector("main")!.TextContent;

        Assert.Contains("Practice nurse", found.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Receptionist", found.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("No position matches", none, StringComparison.Ordinal);
        Assert.Contains("Yes, because B0360 (View Detailed Health Records) includes it, which B8029 (Manage Detailed Health Records) includes", compared, StringComparison.Ordinal);
        Assert.Contains("Independent Prescribing", compared, StringComparison.Ordinal);
        Assert.Contains("Tick two", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_are_found_by_job_role_and_lists_of_them_and_of_who_holds_one_are_taken_away_as_filtered()
    {
        var priya = await portal.AsAsync("Priya Raman");
        var nurses = (await priya.PageAsync("/positions?at=TRA01&role=R8001")).QuerySelector("main table")!.TextContent;
        var export = (await priya.PageAsync("/positions?at=TRA01&q=nurse")).QuerySelector("main a[href*='handler=Export']")!.GetAttribute("href")!;
        var file = await TextAsync(priya, export);
        var dispenser = (await priya.PageAsync("/positions?at=TPH01&q=dispenser")).QuerySelectorAll("main table a").First(a => a.TextContent == "Dispenser").GetAttribute("href")!;
        var holders = await TextAsync(priya, $"{dispenser}?q=chidi&handler=Export");
        var nobody = (await priya.PageAsync($"{dispenser}?q=astronaut")).QuerySelector("main")!.TextContent;

        Assert.Contains("nurse", nurses, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Receptionist", nurses, StringComparison.Ordinal);
        Assert.Contains("nurse", file, StringComparison.Ordinal);
        Assert.All(file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1), line => Assert.Contains("nurse", line, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, holders.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Chidi Okonkwo,Dispenser,TPH01", holders, StringComparison.Ordinal);
        Assert.Contains("Nobody who holds this position matches “astronaut”.", nobody, StringComparison.Ordinal);

        static async Task<string> TextAsync(PortalVisitor visitor, string path)
        {
            using var answer = await visitor.GetAsync(path);
            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>"2 people" in one line, by the class that keeps numbers together.</summary>
    [Theory]
    [InlineData("/positions?at=TRA01")]
    [InlineData("/organisations/TPH01/positions")]
    public async Task How_many_hold_a_position_stands_in_one_line(string path)
    {
        var table = (await (await portal.AsAsync("Priya Raman")).PageAsync(path)).QuerySelector("main table")!;
        var column = table.QuerySelectorAll("thead th").Select(header => header.TextContent.Trim()).ToList().IndexOf("Held by");

        Assert.All(table.QuerySelectorAll("tbody tr"), row => Assert.Contains("cis-number", row.Children[column].ClassList));
    }

    [Fact]
    public async Task A_sponsor_sees_positions_of_the_own_organisation_and_of_no_other()
    {
        var sam = await portal.AsAsync("Sam Taylor");

        using var own = await sam.GetAsync("/positions");
        using var other = await sam.GetAsync("/positions?at=TPH02");

        Assert.Contains("Counter assistant", (await PortalHost.ReadAsync(own)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task The_rules_of_what_is_not_held_together_are_shown_and_a_position_that_breaks_one_is_refused()
    {
        var priya = await portal.AsAsync("Priya Raman");
        var rules = (await priya.PageAsync("/positions/restricted")).QuerySelector("main")!.TextContent;
        var form = await PortalForm.OpenAsync(priya, "/organisations/TPH01/positions/new");
        var approver = form.Page.QuerySelector("input[name=ApprovedBy]")!.GetAttribute("value")!;

        using var refused = await form.Fill("Name", "Does it all").Fill("Profiles[0].JobRole", "R8000").Fill("Profiles[0].Activities", "B0572").Fill("ApprovedBy", approver).Fill("ApprovalNote", "Agreed").SendAsync("Create the position");
        var page = (await PortalHost.ReadAsync(refused)).QuerySelector("main")!.TextContent;

        Assert.Contains("Nobody holds such a combination", rules, StringComparison.Ordinal);
        Assert.Contains("The service; nothing turns it off", rules, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Independent Prescribing (B0420) and Manage Pharmacy Activities (B0572) are not held together at one organisation.", page, StringComparison.Ordinal);
        Assert.Contains("access.restricted-combination", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workgroups_are_made_moved_filled_and_closed()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        const string Tree = "/organisations/TPH02/workgroups";

        var empty = await PortalForm.OpenAsync(priya, Tree);
        await empty.Fill("Name", "Dispensary").DoneAsync("Create the workgroup");
        await (await PortalForm.OpenAsync(priya, Tree)).Fill("Name", "Nights").DoneAsync("Create the workgroup");
        await (await PortalForm.OpenAsync(priya, Tree)).Fill("Name", "Care homes").DoneAsync("Create the workgroup");
        var (nights, homes) = (await LinkAsync(priya, Tree, "Nights"), await LinkAsync(priya, Tree, "Care homes"));
        var form = await PortalForm.OpenAsync(priya, nights);
        var dispenser = form.Page.QuerySelectorAll("select[name=Position] option").First(option => option.TextContent == "Dispenser").GetAttribute("value")!;
        await form.Fill("Position", dispenser).DoneAsync("Put it in");
        await (await PortalForm.OpenAsync(priya, nights)).Fill("Parent", homes[^36..]).DoneAsync("Save");
        var circle = await (await PortalForm.OpenAsync(priya, homes)).Fill("Parent", nights[^36..]).AgainAsync("Save");
        var branches = await (await PortalForm.OpenAsync(priya, homes)).AgainAsync("Close the workgroup");
        var tree = (await priya.PageAsync(Tree)).QuerySelector("main")!.TextContent;
        var position = (await priya.PageAsync($"/positions/{dispenser}")).QuerySelector("main")!.TextContent;
        await (await PortalForm.OpenAsync(priya, nights)).DoneAsync("Take out Dispenser");
        await (await PortalForm.OpenAsync(priya, nights)).DoneAsync("Close the workgroup");
        var sponsor = (await (await portal.AsAsync("Olga Nowak")).PageAsync(Tree)).QuerySelector("main")!;

        Assert.Contains("This organisation has no workgroups yet", empty.Main, StringComparison.Ordinal);
        Assert.Contains("cannot stand beneath itself", circle.Main, StringComparison.Ordinal);
        Assert.Contains("workgroup.has-branches", branches.Main, StringComparison.Ordinal);
        Assert.Contains("Nights, 1 position, 4 people", tree, StringComparison.Ordinal);
        Assert.Equal(Tree, empty.Page.QuerySelector("main nav [aria-current]")!.GetAttribute("href"));
        Assert.Contains("Nights", position, StringComparison.Ordinal);
        Assert.DoesNotContain("Nights", sponsor.TextContent, StringComparison.Ordinal);
        Assert.Null(sponsor.QuerySelector("form"));
    }

    [Fact]
    public async Task Many_people_are_shown_first_then_given_ended_and_removed_with_a_result_each()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        var address = await MadeAsync(priya, "Vaccination helper");
        var (zofia, leon) = (await UuidAsync(priya, "Zofia Wiśniewska"), await UuidAsync(priya, "Leon Bright"));
        var form = await PortalForm.OpenAsync(priya, $"{address}/many");

        var nobody = await form.AgainAsync("Show who they are");
        var shown = await form.Fill("Uuids", $"{zofia}\n{leon}\n999999999999\nMr Nobody").Fill("Work", "give").AgainAsync("Show who they are");
        var sponsor = shown.Page.QuerySelector("input[name=SponsorId]")!.GetAttribute("value")!;
        var silent = await shown.AgainAsync("Give them the position");
        var given = await silent.Fill("SponsorId", sponsor).Fill("Reason", "Flu season").AgainAsync("Give them the position");
        var twice = await silent.Fill("SponsorId", sponsor).Fill("Reason", "Flu season").AgainAsync("Give them the position");
        var holding = await (await PortalForm.OpenAsync(priya, $"{address}/many")).Fill("Uuids", $"{zofia},{leon}").Fill("Work", "remove").AgainAsync("Show who they are");
        var removed = await holding.Fill("Reason", "Season over").AgainAsync("Remove it from them");

        Assert.Contains("Enter at least one UUID", nobody.Main, StringComparison.Ordinal);
        Assert.Contains("2 are nobody's UUID", shown.Main, StringComparison.Ordinal);
        Assert.Contains("Mr Nobody", shown.Main, StringComparison.Ordinal);
        Assert.Contains("2 people found", shown.Main, StringComparison.Ordinal);
        Assert.Contains("Select the sponsor who asked for it", silent.Main, StringComparison.Ordinal);
        Assert.Contains("2 people done, 0 refused", given.Main, StringComparison.Ordinal);
        Assert.Contains("0 people done, 2 refused", twice.Main, StringComparison.Ordinal);
        Assert.Contains("assignment.already-held", twice.Main, StringComparison.Ordinal);
        Assert.Contains("Without end", holding.Main, StringComparison.Ordinal);
        Assert.Contains("2 people done, 0 refused", removed.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_person_gets_several_positions_with_a_result_each()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        var (first, second) = (await MadeAsync(priya, "Stock taker"), await MadeAsync(priya, "Delivery driver", "R8009"));
        var form = await PortalForm.OpenAsync(priya, $"/people/{await UuidAsync(priya, "Niamh O'Dálaigh")}/positions/many?at=TPH01");

        var silent = await form.AgainAsync("Give the positions");
        var sponsor = form.Page.QuerySelector("input[name=SponsorId]")!.GetAttribute("value")!;
        var given = await form.Fill("Chosen", first[^36..], second[^36..]).Fill("SponsorId", sponsor).Fill("Note", "Helps everywhere").AgainAsync("Give the positions");
        var agent = await portal.AsAsync("Ravi Menon");
        using var refused = await agent.GetAsync($"{first}/many");

        Assert.Contains("Select at least one position", silent.Main, StringComparison.Ordinal);
        Assert.Contains("2 given, 0 refused", given.Main, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<string> LinkAsync(PortalVisitor visitor, string path, string text) =>
        (await visitor.PageAsync(path)).QuerySelectorAll("main a").First(link => link.TextContent.Trim() == text).GetAttribute("href")!;

    private static async Task<string> UuidAsync(PortalVisitor visitor, string name) =>
        (await visitor.PageAsync("/search?q=" + Uri.EscapeDataString(name))).QuerySelectorAll("main a[href^='/people/']").First(link => link.TextContent.Trim() == name).GetAttribute("href")!["/people/".Length..];

    /// <summary>Address of an open position of Riverside Pharmacy.</summary>
    internal static async Task<string> PositionAsync(PortalVisitor visitor, string name) =>
        (await visitor.PageAsync("/organisations/TPH01/positions")).QuerySelectorAll("main a[href^='/positions/']").First(link => link.TextContent.Trim() == name).GetAttribute("href")!;

    internal static async Task<string> MadeAsync(PortalVisitor visitor, string name, string jobRole = "R0011", bool assignable = false)
    {
        var form = await PortalForm.OpenAsync(visitor, "/organisations/TPH01/positions/new");
        var approver = form.Page.QuerySelector("input[name=ApprovedBy]")!.GetAttribute("value")!;
        form.Fill("Name", name).Fill("Profiles[0].JobRole", jobRole).Fill("ApprovedBy", approver).Fill("ApprovalNote", "By letter");
        using var made = await (assignable ? form.Fill("Assignable", "yes") : form).SendAsync("Create the position");
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        return made.Headers.Location!.OriginalString;
    }
}
