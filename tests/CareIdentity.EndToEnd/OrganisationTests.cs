namespace CareIdentity.EndToEnd;

/// <summary>An RA Manager's work with organisations: who lacks people, where a site stands, one that closes; and the directory that a stranger reads.</summary>
public sealed class OrganisationTests
{
    private const string Passcode = "246810";

    [Journey]
    public async Task A_stranger_reports_a_wrong_entry_and_an_RA_manager_mends_it_moves_a_site_and_closes_one()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "organisations");

        await portal.DoAsync(AStrangerFindsTheRaAndReportsItsEntry);
        await portal.DoAsync(AManagerConfirmsTheEntry);
        await portal.DoAsync(AManagerFindsSitesThatLackPeople);
        await portal.DoAsync(AManagerPlansAMove);
        await portal.DoAsync(AManagerClosesAndReopensAPharmacy);

        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task AStrangerFindsTheRaAndReportsItsEntry(PortalBrowser portal)
    {
        await portal.GoAsync("/ra-directory");
        await portal.FillAsync("ODS code, name or postcode of the organisation", "WF1 3CD");
        await portal.Page.Locator("main form button").First.ClickAsync();
        await portal.SeesAsync("Riverside Pharmacy");
        await portal.ShowAsync("find-your-ra");
        await portal.FollowAsync("Westshire Registration Authority");
        await portal.SeesAsync("This entry may be wrong");
        await portal.ClickAsync("Send the report");
        await portal.SeesAsync("Say what is wrong");
        await portal.FillAsync("What is wrong?", "Nobody answers this number");
        await portal.ShowAsync("ra-entry");
        await portal.ClickAsync("Send the report");
        await portal.SeesAsync("Thank you");
    }

    private static async Task AManagerConfirmsTheEntry(PortalBrowser portal)
    {
        await portal.GoAsync("/sign-in");
        await portal.InsertAsync("Priya Raman", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.SeesAsync("Confirm your entry in the RA directory");
        await portal.ShowAsync("home-with-tasks");
        await portal.FollowAsync("Confirm your entry in the RA directory");
        await portal.FillAsync("Telephone", "01632 960201");
        await portal.FillAsync("Where people go with their documents", "Vespasian House\nWestford\nWF1 2AB");
        await portal.FillAsync("Opening hours", "Monday to Friday, 9am to 5pm");
        await portal.ShowAsync("confirm-entry");
        await portal.ClickAsync("Confirm that this is right");
        await portal.SeesAsync("The entry is confirmed");
        await portal.FillAsync("What was done about it?", "The number is mended");
        await portal.ClickAsync("Resolve this report");
        await portal.SeesAsync("The report is resolved");
    }

    private static async Task AManagerFindsSitesThatLackPeople(PortalBrowser portal)
    {
        await portal.FollowAsync("Coverage");
        await portal.SeesAsync("Who can sponsor, check and unlock at each site");
        await portal.ShowAsync("coverage");
        await portal.FollowAsync("Map of the RA's tree");
        await portal.SeesAsync("Directly below Westshire Registration Authority");
        await portal.ShowAsync("coverage-map");
        await portal.NarrowAsync();
        await portal.GoAsync("/organisations/TRA01/coverage?gap=unlocker");
        await portal.NarrowAsync();
        await portal.GoAsync("/ra-directory/TRA01");
        await portal.NarrowAsync();
        await portal.GoAsync("/organisations/TPH01");
        await portal.NarrowAsync();
        await portal.ShowAsync("organisation-overview");
    }

    private static async Task AManagerPlansAMove(PortalBrowser portal)
    {
        await portal.GoAsync("/organisations/TPH02");
        await portal.FollowAsync("Place in the RA tree");
        await portal.FillAsync("Below which organisation?", "TTR01");
        await portal.FillDateAsync("From which day?", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(14));
        await portal.ChooseAsync("Merger or takeover");
        await portal.FillAsync("Who agreed, and what for?", "The trust takes the pharmacy over");
        await portal.ShowAsync("move");
        await portal.ClickAsync("Move the organisation");
        await portal.SeesAsync("The move is planned");
        await portal.ShowAsync("move-planned");
    }

    private static async Task AManagerClosesAndReopensAPharmacy(PortalBrowser portal)
    {
        await portal.FollowAsync("Overview");
        await portal.FollowAsync("Close this organisation");
        await portal.SeesAsync("Assignments that end");
        await portal.ClickAsync("Close the organisation");
        await portal.SeesAsync("Say why");
        await portal.FillAsync("Why is it closed?", "The owner has sold the premises");
        await portal.ShowAsync("close-organisation");
        await portal.ClickAsync("Close the organisation");
        await portal.SeesAsync("is closed. Everything that stood on it ended now");
        await portal.FollowAsync("Finish closing or reopen this organisation");
        await portal.FillAsync("Why is it reopened?", "A new owner");
        await portal.ClickAsync("Reopen the organisation");
        await portal.SeesAsync("is open again, without any position");
        await portal.ShowAsync("organisation-reopened");
    }
}
