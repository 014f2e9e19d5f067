using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>A request that is neither accepted nor rejected at first: sent back, completed, talked about, given to a colleague, taken over, accepted.</summary>
public sealed class RequestWorkTests
{
    private const string Passcode = "246810";
    private const string Subject = "Chidi Okonkwo";

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Journey]
    public async Task A_request_is_sent_back_completed_and_decided_on_one_page()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "requests");

        await portal.DoAsync(ASponsorAsks);
        await portal.DoAsync(AnAgentSendsItBack);
        await portal.DoAsync(TheSponsorCompletesIt);
        await portal.DoAsync(TheAgentHandsItOverTakesItOverAndAsksTheNationalRa);
        await portal.DoAsync(TheNationalRaGivesItBack);
        await portal.DoAsync(TheAgentAccepts);
        await portal.DoAsync(TheAgentAcceptsAnotherTogether);

        // A refused form answers 422, which the browser remarks upon; nothing else may.
        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task ASponsorAsks(PortalBrowser portal)
    {
        await portal.EnterAsync("Sam Taylor", Passcode);
        await portal.GoAsync("/search?q=Chidi");
        await portal.FollowAsync(Subject);
        await portal.GoAsync(new Uri(portal.Page.Url).AbsolutePath + "/positions/new");
        await portal.ChooseAsync("Pharmacist");
        await portal.FillDateAsync("First day", Today);
        await portal.FillAsync("Why do they need it?", "Stands in for a pharmacist");
        await portal.ClickAsync("Send");
        await portal.SeesAsync("Your request is sent");
        await OpenAsync(portal, "/requests?list=yours");
        await AttachAsync(portal);
        await portal.GoAsync("/search?q=Marsh");
        await portal.FollowAsync("Ed Marsh");
        await portal.GoAsync(new Uri(portal.Page.Url).AbsolutePath + "/positions/new");
        await portal.ChooseAsync("Pharmacist");
        await portal.FillAsync("Why do they need it?", "Registered since May");
        await portal.ClickAsync("Send");
        await portal.SeesAsync("Your request is sent");
        await portal.LeaveAsync("Sam Taylor");
    }

    private static async Task AnAgentSendsItBack(PortalBrowser portal)
    {
        await portal.EnterAsync("Ravi Menon", Passcode);
        await OpenAsync(portal, "/requests");
        await portal.ClickAsync("Send back");
        await portal.SeesAsync("Say what is needed; the sponsor will read it.");
        await portal.FillAsync("Reason", "Until when, and is his number on the register?");
        await portal.ShowAsync("send-back");
        await portal.NarrowAsync();
        await portal.ClickAsync("Send back");
        await portal.SeesAsync("is back with Sam Taylor, who reads what is needed");
        await portal.FollowAsync("Sent back (1)");
        await portal.SeesAsync(Subject);
        await portal.ShowAsync("list-sent-back");
        await portal.NarrowAsync();
        await portal.LeaveAsync("Ravi Menon");
    }

    private static async Task TheSponsorCompletesIt(PortalBrowser portal)
    {
        await portal.EnterAsync("Sam Taylor", Passcode);
        await portal.SeesAsync("1 request sent back to you");
        await OpenAsync(portal, "/requests?list=yours");
        await portal.ShowAsync("request-sent-back-to-you");
        await portal.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Complete this request" }).ClickAsync();
        await portal.ClickAsync("Send it again");
        await portal.SeesAsync("Say what you completed or changed");
        await portal.FillDateAsync("Last day (leave empty if there is none)", Today.AddDays(30));
        await portal.FillAsync("What did you complete or change?", "Four weeks; his number is applied for");
        await portal.ShowAsync("complete-request");
        await portal.NarrowAsync();
        await portal.ClickAsync("Send it again");
        await portal.SeesAsync("is sent again");
        await portal.LeaveAsync("Sam Taylor");
    }

    private static async Task TheAgentHandsItOverTakesItOverAndAsksTheNationalRa(PortalBrowser portal)
    {
        await portal.EnterAsync("Ravi Menon", Passcode);
        await OpenAsync(portal, "/requests");
        await portal.SeesAsync("Last day: none →");
        await portal.FillAsync("Comment", "Spoke to the superintendent, who agrees");
        await portal.ClickAsync("Add the comment");
        await portal.SeesAsync("Your comment is added");
        await portal.Page.GetByLabel("Who shall have it?").SelectOptionAsync(new SelectOptionValue { Label = "Kirsty MacLeod" });
        await portal.ClickAsync("Give it to them");
        await portal.SeesAsync("is now with Kirsty MacLeod");
        await OpenAsync(portal, "/requests");
        await portal.SeesAsync("request.with-a-colleague");
        await portal.ShowAsync("with-a-colleague");
        await portal.ClickAsync("Take it over");
        await portal.SeesAsync("Who has had it, and how long");
        await portal.FillAsync("Reason", "May he work at two sites at once?");
        await portal.ClickAsync("Send to the national RA");
        await portal.SeesAsync("is with the national Registration Authority");
        await portal.LeaveAsync("Ravi Menon");
    }

    private static async Task TheNationalRaGivesItBack(PortalBrowser portal)
    {
        await portal.EnterAsync("Margaret Oyelaran", Passcode);
        await OpenAsync(portal, "/requests?list=national");
        await portal.FillAsync("Reason", "He may; yours to decide");
        await portal.ShowAsync("national-decides");
        await portal.ClickAsync("Give back to the RA");
        await portal.SeesAsync("is back with its Registration Authority");
        await portal.LeaveAsync("Margaret Oyelaran");
    }

    private static async Task TheAgentAccepts(PortalBrowser portal)
    {
        await portal.EnterAsync("Ravi Menon", Passcode);
        await OpenAsync(portal, "/requests");
        await portal.Page.GetByText("by those who may decide it").ClickAsync();
        await portal.ShowAsync("decide-with-its-story");
        await portal.NarrowAsync();
        await portal.ClickAsync("Accept");
        await portal.SeesAsync($"{Subject} holds the position Pharmacist from now on");
    }

    private static async Task TheAgentAcceptsAnotherTogether(PortalBrowser portal)
    {
        await portal.GoAsync("/requests");
        await portal.FollowAsync("Accept several requests together");
        await portal.SeesAsync("Decided on their own page");
        await portal.ClickAsync("Accept the selected requests");
        await portal.SeesAsync("Select at least one request");
        await portal.Page.GetByLabel("Ed Marsh: Pharmacist").CheckAsync();
        await portal.ShowAsync("together");
        await portal.NarrowAsync();
        await portal.ClickAsync("Accept the selected requests");
        await portal.SeesAsync("1 request accepted, 0 refused");
        await portal.ShowAsync("together-done");
    }

    private static async Task AttachAsync(PortalBrowser portal)
    {
        await portal.Page.GetByText("Attach a picture or a text").ClickAsync();
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "register.png", MimeType = "image/png", Buffer = TestPicture.Png(300, 200) });
        await portal.ShowAsync("attach");
        await portal.ClickAsync("Attach the file");
        await portal.SeesAsync("The file is attached");
        await portal.SeesAsync("Sam Taylor attached a file");
        await portal.NarrowAsync();
    }

    private static async Task OpenAsync(PortalBrowser portal, string list)
    {
        await portal.GoAsync(list);
        await portal.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = Subject }).GetByRole(AriaRole.Link).First.ClickAsync();
        await portal.Page.WaitForURLAsync(url => url.Contains("/requests/R-", StringComparison.Ordinal));
        await portal.SeesAsync("What is asked");
    }
}
