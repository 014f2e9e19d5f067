using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Appointing, agreeing, training and ending, as an RA Manager and the person appointed see it; in a training world of its own.</summary>
public sealed class StaffPagesTests : IDisposable
{
    private readonly TrainingPortal portal = new();

    private static DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), CareIdentity.Kernel.ClockDates.London).DateTime);

    [Fact]
    public async Task Who_stands_how_is_on_the_list_and_at_home()
    {
        var manager = await portal.AsAsync("Priya Raman");
        var list = await MainAsync(manager, "/organisations/TRA01/staff?where=below");
        var attention = await MainAsync(manager, "/organisations/TRA01/staff?where=below&show=attention");
        var lapsed = await portal.AsAsync("Rhys Bevan");

        Assert.Contains("Suspended: not trained", Row(list, "Rhys Bevan"), StringComparison.Ordinal);
        Assert.Contains("Suspended: not trained", Row(list, "Ines Ferreira"), StringComparison.Ordinal);
        Assert.Contains("Training due by", Row(list, "Callum Reid"), StringComparison.Ordinal);
        Assert.Contains("Active", Row(list, "Sam Taylor"), StringComparison.Ordinal);
        Assert.DoesNotContain("Sam Taylor", attention.TextContent, StringComparison.Ordinal);
        Assert.Contains("Rhys Bevan", attention.TextContent, StringComparison.Ordinal);
        Assert.Contains("RA appointments need you", (await MainAsync(manager, "/")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Suspended: not trained: RA Agent", (await MainAsync(lapsed, "/")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Nobody matches these filters", (await MainAsync(manager, "/organisations/TPH01/staff?q=nobody")).TextContent, StringComparison.Ordinal);
        using var refused = await lapsed.GetAsync("/organisations/TPH01/stock");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("access.not-trained", (await PortalHost.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Rhys Bevan", (await PortalHost.ReadAsync(refused)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_is_appointed_accepts_the_agreement_is_trained_suspended_and_leaves()
    {
        var manager = await portal.AsAsync("Priya Raman");
        var chidi = await portal.AsAsync("Zofia Wiśniewska");
        var uuid = (await MainAsync(manager, "/organisations/TPH01/people?q=zofia")).QuerySelector("a[href^='/people/']")!.GetAttribute("href")!["/people/".Length..];
        const string New = "/organisations/TPH01/staff/new";
        var position = (await manager.PageAsync(New)).QuerySelectorAll("select[name=position] option").First(o => o.TextContent.Contains("Local Smartcard Administrator", StringComparison.Ordinal)).GetAttribute("value")!;
        Assert.Contains("Nobody has this UUID", (await manager.PageAsync($"{New}?person=100200300405&position={position}")).Body!.TextContent, StringComparison.Ordinal);

        var path = $"{New}?person={uuid}&position={position}";
        var letter = await MainAsync(manager, $"/organisations/TPH01/staff/letter?person={uuid}&position={position}");
        Assert.Contains("Zofia Wiśniewska", letter.TextContent, StringComparison.Ordinal);
        Assert.Contains("TPH01", letter.TextContent, StringComparison.Ordinal);
        var form = (await PortalForm.OpenAsync(manager, path)).Fill("Letter.SignedBy", "").Fill("Letter.SignedAs", "Owner").Fill("Letter.Reference", "File 12").On("Letter.SignedOn", Today.AddDays(-2));
        var seenBy = form.Page.QuerySelectorAll("input[name=SeenBy]")[0].GetAttribute("value")!;
        Assert.Contains("Say who signed the letter", (await form.Fill("SeenBy", seenBy).AgainAsync("Appoint")).Main, StringComparison.Ordinal);
        var alone = (await PortalForm.OpenAsync(manager, path)).Fill("Letter.SignedBy", "Olive Owner").Fill("Letter.SignedAs", "Owner").Fill("Letter.Reference", "File 12").On("Letter.SignedOn", Today.AddDays(-2));
        Assert.Contains("Name the second person", (await alone.AgainAsync("Appoint")).Main, StringComparison.Ordinal);
        var appointed = await alone.Fill("SeenBy", seenBy).DoneAsync("Appoint");
        Assert.Contains("Agreement missing", (await MainAsync(manager, appointed)).TextContent, StringComparison.Ordinal);

        Assert.Contains("Agreement missing", (await MainAsync(chidi, "/")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Tick the box", (await (await PortalForm.OpenAsync(chidi, "/me/training")).AgainAsync("Accept the agreement")).Main, StringComparison.Ordinal);
        Assert.Equal("/me/training", await (await PortalForm.OpenAsync(chidi, "/me/training")).Fill("Accepted", "true").DoneAsync("Accept the agreement"));
        Assert.Contains("Training due by", (await MainAsync(chidi, "/me/training")).TextContent, StringComparison.Ordinal);

        var nothing = await (await PortalForm.OpenAsync(manager, appointed)).Fill("Evidence", "").Fill("Roles", "LocalSmartcardAdministrator").AgainAsync("Record the training");
        Assert.Contains("Say what shows the training", nothing.Main, StringComparison.Ordinal);
        await (await PortalForm.OpenAsync(manager, appointed)).Fill("Evidence", "Scenario: Locked before the morning clinic").Fill("Roles", "LocalSmartcardAdministrator").DoneAsync("Record the training");
        Assert.Contains("Active", (await MainAsync(manager, appointed)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        await (await PortalForm.OpenAsync(manager, appointed)).Fill("Reason", "A complaint is looked into").DoneAsync("Suspend the role");
        Assert.Contains("Suspended", (await MainAsync(chidi, "/me/training")).TextContent, StringComparison.Ordinal);
        await (await PortalForm.OpenAsync(manager, appointed)).Fill("Reason", "Nothing found").DoneAsync("Lift the suspension");
        Assert.Contains("Say why", (await (await PortalForm.OpenAsync(manager, appointed)).AgainAsync("End the appointment")).Main, StringComparison.Ordinal);
        Assert.Equal("/organisations/TPH01/staff", await (await PortalForm.OpenAsync(manager, appointed)).Fill("EndReason", "Leaves the shop").DoneAsync("End the appointment"));
        using var gone = await manager.GetAsync(appointed);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_course_is_opened_a_session_planned_and_places_booked_and_given_up()
    {
        const string Path = "/organisations/TRA01/training";
        var manager = await portal.AsAsync("Gareth Pritchard");
        var late = await portal.AsAsync("Callum Reid");
        var empty = await (await PortalForm.OpenAsync(manager, Path)).AgainAsync("Open the course");
        Assert.Contains("Give the course a name", empty.Main, StringComparison.Ordinal);
        await (await PortalForm.OpenAsync(manager, Path)).Fill("Name", "Refresher").Fill("About", "What changed").Fill("Roles", "IdChecker").Fill("Months", "12").DoneAsync("Open the course");
        var course = (await manager.PageAsync(Path)).QuerySelectorAll("select[name=CourseId] option").First(o => o.TextContent.Trim() == "Refresher").GetAttribute("value")!;
        var wrong = await (await PortalForm.OpenAsync(manager, Path)).Fill("CourseId", course).Fill("At", "half past nine").On("On", Today.AddDays(5)).AgainAsync("Plan the session");
        Assert.Contains("Enter when it begins", wrong.Main, StringComparison.Ordinal);
        var session = await (await PortalForm.OpenAsync(manager, Path)).Fill("CourseId", course).On("On", Today.AddDays(5)).Fill("At", "9:30").Fill("Minutes", "60").Fill("Venue", "Room 3").Fill("Trainer", "Gareth").Fill("Places", "2")
            .DoneAsync("Plan the session");

        var mine = await (await PortalForm.OpenAsync(late, "/me/training")).DoneStartingAsync("Book a place: Refresher");
        Assert.Equal("/me/training", mine);
        Assert.Contains("Callum Reid", (await MainAsync(manager, session)).TextContent, StringComparison.Ordinal);
        Assert.Contains("Enter the UUID", (await (await PortalForm.OpenAsync(manager, session)).Fill("Uuid", "12").AgainAsync("Book a place")).Main, StringComparison.Ordinal);
        await (await PortalForm.OpenAsync(late, "/me/training")).DoneStartingAsync("Give up my place: Refresher");
        Assert.Contains("Nobody has a place", (await MainAsync(manager, session)).TextContent, StringComparison.Ordinal);
        Assert.Contains("Sessions of this course are planned", (await (await PortalForm.OpenAsync(manager, Path)).AgainAsync("Close the course Refresher")).Main, StringComparison.Ordinal);
        await (await PortalForm.OpenAsync(manager, session)).Fill("Reason", "The trainer is ill").DoneAsync("Cancel the session");
        await (await PortalForm.OpenAsync(manager, Path)).DoneAsync("Close the course Refresher");
        Assert.Contains("Cancelled", (await MainAsync(manager, Path + "?sessions=over")).TextContent, StringComparison.Ordinal);
    }

    public void Dispose() => portal.Dispose();

    private static string Row(IElement page, string name) => page.QuerySelectorAll("tr").First(row => row.TextContent.Contains(name, StringComparison.Ordinal)).TextContent;

    private static async Task<IElement> MainAsync(PortalVisitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await PortalHost.ReadAsync(answer)).QuerySelector("main")!;
    }
}
