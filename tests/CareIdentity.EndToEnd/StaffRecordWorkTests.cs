using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>An RA Manager sets up a staff record and maps a position, a sponsor approves it, a file of starters is taken in; and a paper form is entered.</summary>
public sealed class StaffRecordWorkTests
{
    private const string Passcode = "246810";

    private static string source = "";

    [Journey]
    public async Task A_staff_record_is_set_up_approved_and_its_file_taken_in()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "staff-records");

        await portal.DoAsync(TheManagerSetsItUpAndMapsAPosition);
        await portal.DoAsync(TheSponsorApproves);
        await portal.DoAsync(TheFileIsTakenInAndAConflictSettled);
        await portal.DoAsync(AFormIsPrintedAndEntered);

        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task TheManagerSetsItUpAndMapsAPosition(PortalBrowser portal)
    {
        await portal.EnterAsync("Priya Raman", Passcode);
        await portal.FollowAsync("Staff records");
        await portal.FollowAsync("Set up a staff record");
        await portal.FillAsync("What is it called?", "Riverside staff record");
        await portal.FillAsync("ODS codes of its sites", "TPH01");
        await portal.FillAsync("Why, and who agreed to it?", "HR and the superintendent agreed");
        await portal.NarrowAsync();
        await portal.ClickAsync("Set it up");
        await portal.SeesAsync("Until one is, starters wait as conflicts");
        source = new Uri(portal.Page.Url).AbsolutePath;
        await portal.FollowAsync("Map a position");
        await portal.FillAsync("Code of the position in the staff record", "PHARM-DISP");
        await portal.FillAsync("What HR calls it", "Pharmacy dispenser");
        await portal.Page.Locator("select[name=Position]").SelectOptionAsync(new SelectOptionValue { Label = "Dispenser" });
        await portal.FillAsync("Why does this access go with that job?", "A dispenser there dispenses and labels");
        await portal.ShowAsync("staff-record-map");
        await portal.NarrowAsync();
        await portal.ClickAsync("Propose the mapping");
        await portal.SeesAsync("To be approved");
        await portal.LeaveAsync("Priya Raman");
    }

    private static async Task TheSponsorApproves(PortalBrowser portal)
    {
        await portal.EnterAsync("Sam Taylor", Passcode);
        await portal.GoAsync(source);
        await portal.FollowAsync("Pharmacy dispenser (PHARM-DISP)");
        await portal.SeesAsync("you are the sponsor of everybody");
        await portal.ShowAsync("staff-record-mapping");
        await portal.NarrowAsync();
        await portal.ClickAsync("Approve");
        await portal.SeesAsync("Approved");
        await portal.LeaveAsync("Sam Taylor");
    }

    private static async Task TheFileIsTakenInAndAConflictSettled(PortalBrowser portal)
    {
        await portal.EnterAsync("Priya Raman", Passcode);
        await portal.FollowAsync("Batches");
        await portal.ClickAsync("Upload a batch");
        await portal.Page.GetByLabel("Staff record", new() { Exact = true }).CheckAsync();
        var day = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20):yyyy-MM-dd}";
        var file = "employee_number,record_number,organisation,given_name,family_name,date_of_birth,staff_position,first_day\r\n"
            + $"1001,1,TPH01,Xanthe,Quillfeather,1991-04-03,PHARM-DISP,{day}\r\n"
            + $"1002,1,TPH01,Zofia,Wiśniewska,1998-10-24,PHARM-DISP,{day}\r\n";
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "staff.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(file) });
        await portal.FillAsync("Why?", "Weekly file of HR");
        await portal.ClickAsync("Upload and check");
        await UntilAsync(portal, "To be started");
        await portal.SeesAsync("Asked for a profile");
        await portal.ClickAsync("Carry out 2 lines");
        await UntilAsync(portal, "Done");

        await portal.GoAsync($"{source}/conflicts");
        await portal.FollowAsync("1002");
        await portal.SeesAsync("There may be a profile already");
        await portal.ShowAsync("staff-record-conflict");
        await portal.NarrowAsync();
        await portal.Page.GetByLabel("It is the person chosen below", new() { Exact = true }).CheckAsync();
        await portal.Page.Locator("input[name=Chosen]").First.CheckAsync();
        await portal.FillAsync("How do you know?", "Asked her, and saw her payslip");
        await portal.ClickAsync("Settle it");
        await portal.SeesAsync("Conflicts");
        await portal.GoAsync("/requests");
        await portal.SeesAsync("Xanthe Quillfeather");
    }

    private static async Task AFormIsPrintedAndEntered(PortalBrowser portal)
    {
        await portal.GoAsync("/offline-forms");
        await portal.NarrowAsync();
        await portal.FollowAsync("Print: Give, change or end a position");
        await portal.SeesAsync("For an outage only");
        await portal.ShowAsync("offline-form-print");
        await portal.NarrowAsync();
        await portal.GoAsync("/offline-forms/enter");
        await portal.Page.Locator("select[name=Kind]").SelectOptionAsync("AssignPosition");
        await portal.FillDateAsync("Date on the form", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-2));
        await portal.FillAsync("Whom is it about?", "Zofia Wiśniewska");
        await portal.FillAsync("Who signed as the one who asks?", "Sam Taylor, Sponsor");
        await portal.FillAsync("Who signed as the one who carried it out?", "Ravi Menon, RA Agent");
        await portal.FillAsync("What was done during the outage?", "Given the position Dispenser, by telephone");
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "paper.png", MimeType = "image/png", Buffer = TestPicture.Png(400, 500) });
        await portal.ShowAsync("offline-form-enter");
        await portal.NarrowAsync();
        await portal.ClickAsync("Enter it");
        await portal.SeesAsync("Late entry, form of");
    }

    /// <summary>The page looks again by itself; the test does not wait for that.</summary>
    private static async Task UntilAsync(PortalBrowser portal, string state)
    {
        var address = new Uri(portal.Page.Url).AbsolutePath;
        for (var looks = 0; looks < 60 && await portal.Page.Locator("h1 .nhsuk-tag").InnerTextAsync() != state; looks++)
        {
            await Task.Delay(500);
            await portal.GoAsync(address);
        }

        await portal.SeesAsync(state);
    }
}
