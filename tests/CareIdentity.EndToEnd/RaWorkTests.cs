using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>What the Registration Authority does on other days: a locum for a week, a job that is made, a leaver.</summary>
public sealed class RaWorkTests
{
    private const string Passcode = "246810";

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Journey]
    public async Task A_locum_gets_access_for_a_week_a_position_is_made_and_a_leaver_loses_everything()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "ra-work");

        await portal.DoAsync(ASponsorGivesALocumAccess);
        await portal.DoAsync(AManagerMakesAPosition);
        await portal.DoAsync(AnAgentChangesAndRemovesIt);
        await portal.DoAsync(AnAgentChangesDetailsAndClosesALeaver);

        // A refused form answers 422, which the browser remarks upon; nothing else may.
        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task ASponsorGivesALocumAccess(PortalBrowser portal)
    {
        await portal.GoAsync("/sign-in");
        await portal.InsertAsync("Sam Taylor", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/search?q=Aysha+Patil");
        await portal.FollowAsync("Aysha Patil");
        await portal.GoAsync(new Uri(portal.Page.Url).AbsolutePath + "/positions/new");
        await portal.ClickAsync("Send");
        await portal.SeesAsync("Select a position");
        await portal.ShowAsync("give-position-errors");
        await portal.Page.GetByLabel("Counter assistant").CheckAsync();
        await portal.FillDateAsync("First day", Today);
        await portal.FillDateAsync("Last day (leave empty if there is none)", Today.AddDays(7));
        await portal.FillAsync("Why do they need it?", "Covers the counter this week");
        await portal.ShowAsync("give-position");
        await portal.ClickAsync("Send");
        await portal.SeesAsync("Aysha Patil holds the position Counter assistant from now on");
        await portal.ShowAsync("locum-has-access");
        await portal.LeaveAsync("Sam Taylor");
    }

    private static async Task AManagerMakesAPosition(PortalBrowser portal)
    {
        await portal.InsertAsync("Priya Raman", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/organisations/TPH01");
        await portal.ShowAsync("organisation");
        await portal.FollowAsync("Create a position");
        await portal.FillAsync("Name of the position", "Weekend dispenser");
        await portal.Page.GetByLabel("Job role").SelectOptionAsync("R0011");
        await portal.ClickAsync("Show what it gives");
        await portal.SeesAsync("Perform Prescription Preparation");
        await portal.ShowAsync("position-preview");
        await portal.Page.GetByLabel("Gareth Pritchard").CheckAsync();
        await portal.FillAsync("How was it approved, and who was involved?", "Agreed with the superintendent by letter of today");
        await portal.ClickAsync("Create the position");
        await portal.SeesAsync("The position Weekend dispenser exists");
        await portal.ShowAsync("position");
        await portal.LeaveAsync("Priya Raman");
    }

    private static async Task AnAgentChangesAndRemovesIt(PortalBrowser portal)
    {
        await portal.InsertAsync("Ravi Menon", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/search?q=Aysha+Patil");
        await portal.FollowAsync("Aysha Patil");
        await portal.FollowAsync("Access");
        await portal.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Change or remove Counter assistant" }).ClickAsync();
        await portal.FillDateAsync("Last day (leave empty if there is none)", Today.AddDays(14));
        await portal.FillAsync("Why?", "Stays a week longer");
        await portal.ShowAsync("assignment");
        await portal.ClickAsync("Change the last day");
        await portal.SeesAsync("The last day of Aysha Patil as Counter assistant is changed");
        await portal.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Change or remove Counter assistant" }).ClickAsync();
        await portal.ClickAsync("Remove the position");
        await portal.SeesAsync("Say why, for those who read the history later");
        await portal.FillAsync("Why is it removed?", "Came back early");
        await portal.ClickAsync("Remove the position");
        await portal.SeesAsync("no longer holds the position Counter assistant");
        await portal.ShowAsync("assignment-removed");
    }

    private static async Task AnAgentChangesDetailsAndClosesALeaver(PortalBrowser portal)
    {
        await portal.FollowAsync("Details");
        await portal.FollowAsync("Change details");
        await portal.FillAsync("Family name", "Patil-Shah");
        await portal.ClickAsync("Save");
        await portal.SeesAsync("Say why");
        await portal.FillAsync("Why?", "Marriage certificate seen");
        await portal.ShowAsync("change-details");
        await portal.ClickAsync("Save");
        await portal.SeesAsync("The details of Aysha Patil-Shah are changed");
        await portal.FollowAsync("Close the profile");
        await portal.SeesAsync("What ends at once");
        await portal.FillAsync("Why is it closed?", "Has left health and care");
        await portal.ShowAsync("close-profile");
        await portal.ClickAsync("Close the profile");
        await portal.SeesAsync("All access ended now");
        await portal.ShowAsync("profile-closed");
        await portal.FollowAsync("History");
        await portal.SeesAsync("Changed family name from Patil to Patil-Shah");
        await portal.SeesAsync("Closed the profile");
        await portal.ShowAsync("history-of-a-leaver");
    }
}
