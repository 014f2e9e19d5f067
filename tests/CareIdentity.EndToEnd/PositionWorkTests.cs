using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>What an RA Manager does with positions: finds and compares them, changes one for everybody who holds it, gives one to many, keeps workgroups.</summary>
public sealed class PositionWorkTests
{
    private const string Passcode = "246810";

    [Journey]
    public async Task Positions_are_found_compared_changed_given_to_many_grouped_and_closed()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "positions");

        await portal.DoAsync(AManagerFindsAndCompares);
        await portal.DoAsync(AManagerChangesAPositionForItsHolders);
        await portal.DoAsync(AManagerIncludesAPosition);
        await portal.DoAsync(AManagerGivesItToMany);
        await portal.DoAsync(AManagerEndsSeveralOfOnePerson);
        await portal.DoAsync(AManagerKeepsWorkgroups);
        await portal.DoAsync(AManagerLooksForWhatShouldNotBe);
        await portal.DoAsync(AManagerClosesAPosition);

        // A refused form answers 422, which the browser remarks upon; nothing else may.
        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task AManagerFindsAndCompares(PortalBrowser portal)
    {
        await portal.GoAsync("/sign-in");
        await portal.InsertAsync("Priya Raman", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.FollowAsync("Positions");
        await portal.Page.GetByLabel("Gives the activity").SelectOptionAsync("B0401");
        await portal.ClickAsync("Filter");
        await portal.SeesAsync("Practice nurse");
        await portal.ShowAsync("positions-by-activity");
        await portal.ChooseAsync("Compare Practice nurse at Mill Lane Surgery");
        await portal.ChooseAsync("Compare General practitioner at Mill Lane Surgery");
        await portal.ClickAsync("Compare the two that are ticked");
        await portal.SeesAsync("which B8029 (Manage Detailed Health Records) includes");
        await portal.ShowAsync("compare-positions");
        await portal.NarrowAsync();
    }

    private static async Task AManagerChangesAPositionForItsHolders(PortalBrowser portal)
    {
        await portal.GoAsync("/organisations/TPH01/positions");
        await portal.FollowAsync("Dispenser");
        await portal.FollowAsync("Change the position");
        await portal.Page.GetByLabel("Job role").SelectOptionAsync("R8009");
        await portal.ClickAsync("Show the effect on holders");
        await portal.SeesAsync("2 people gain and 2 people lose something");
        await portal.ShowAsync("effect-on-holders");
        await portal.NarrowAsync();
        await portal.Page.GetByLabel("Gareth Pritchard").CheckAsync();
        await portal.FillAsync("Why is it changed, how was it approved, and who was involved?", "The counter is theirs too; agreed with the superintendent");
        await portal.ClickAsync("Save the change");
        await portal.SeesAsync("The position Dispenser is changed");
        await portal.SeesAsync("agreed with the superintendent");
        await portal.ShowAsync("position-changed");
    }

    private static async Task AManagerIncludesAPosition(PortalBrowser portal)
    {
        await portal.GoAsync("/organisations/TPH01/positions");
        await portal.FollowAsync("Pharmacist");
        await portal.FollowAsync("Change the position");
        await portal.Page.GetByText("Included positions: 0 chosen").ClickAsync();
        await portal.Page.GetByLabel("Dispenser", new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await portal.ClickAsync("Show the effect on holders");
        await portal.SeesAsync("because the position Dispenser (TPH01) is included");
        await portal.ShowAsync("included-effect");
        await portal.NarrowAsync();
        await portal.Page.GetByLabel("Gareth Pritchard").CheckAsync();
        await portal.FillAsync("Why is it changed, how was it approved, and who was involved?", "Pharmacists stand in for dispensers; agreed with the superintendent");
        await portal.ClickAsync("Save the change");
        await portal.SeesAsync("Included from Dispenser, TPH01");
        await portal.ShowAsync("included-position");
    }

    private static async Task AManagerGivesItToMany(PortalBrowser portal)
    {
        await portal.GoAsync("/search?q=Zofia");
        await portal.FollowAsync("Zofia Wiśniewska");
        var zofia = new Uri(portal.Page.Url).AbsolutePath.Split('/')[^1];
        await portal.GoAsync("/organisations/TPH01/positions");
        await portal.FollowAsync("Dispenser");
        await portal.FollowAsync("Many people at once");
        await portal.FillAsync("UUIDs", $"{zofia}\n999999999999");
        await portal.ClickAsync("Show who they are");
        await portal.SeesAsync("1 is nobody's UUID");
        await portal.Page.GetByLabel("Sam Taylor").CheckAsync();
        await portal.FillAsync("Why?", "Dispenses on Saturdays");
        await portal.ShowAsync("many-matched");
        await portal.NarrowAsync();
        await portal.ClickAsync("Give them the position");
        await portal.SeesAsync("1 person done, 0 refused");
        await portal.ShowAsync("many-done");
    }

    private static async Task AManagerEndsSeveralOfOnePerson(PortalBrowser portal)
    {
        await portal.GoAsync("/search?q=Zofia");
        await portal.FollowAsync("Zofia Wiśniewska");
        await portal.FollowAsync("Access");
        await portal.FollowAsync("End several at once");
        await portal.ClickAsync("Show what ends");
        await portal.SeesAsync("Select at least one position");
        await portal.ChooseAsync("Dispenser, Riverside Pharmacy (TPH01)");
        await portal.ShowAsync("end-which");
        await portal.ClickAsync("Show what ends");
        await portal.SeesAsync("1 position of Zofia Wiśniewska will end");
        await portal.ChooseAsync("On one last day");
        await portal.FillDateAsync("Last day", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(30));
        await portal.FillAsync("Why?", "Only for the season");
        await portal.ShowAsync("end-positions");
        await portal.NarrowAsync();
        await portal.ClickAsync("End 1 position");
        await portal.SeesAsync("1 ended, 0 refused");
        await portal.ShowAsync("ended-positions");
        await portal.FollowAsync("Dispenser");
        await portal.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "The whole history" }).ClickAsync();
        await portal.SeesAsync("Only for the season");
        await portal.ShowAsync("position-history");
        await portal.NarrowAsync();
    }

    private static async Task AManagerKeepsWorkgroups(PortalBrowser portal)
    {
        await portal.GoAsync("/organisations/TPH01/workgroups");
        await portal.FillAsync("Name of the workgroup", "Dispensary");
        await portal.ClickAsync("Create the workgroup");
        await portal.SeesAsync("The workgroup Dispensary exists");
        await portal.FillAsync("Name of the workgroup", "Care homes");
        await portal.ClickAsync("Create the workgroup");
        await portal.FollowAsync("Care homes");
        await portal.Page.GetByLabel("Position", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Dispenser" });
        await portal.ClickAsync("Put it in");
        await portal.SeesAsync("belong to the workgroup now");
        await portal.ShowAsync("workgroup");
        await portal.GoAsync("/organisations/TPH01/workgroups");
        await portal.SeesAsync("2 positions, 6 people");
        await portal.ShowAsync("workgroups");
        await portal.NarrowAsync();
    }

    private static async Task AManagerLooksForWhatShouldNotBe(PortalBrowser portal)
    {
        await portal.GoAsync("/positions/restricted");
        await portal.SeesAsync("Nobody holds such a combination");
        await portal.ShowAsync("restricted-combinations");
        await portal.NarrowAsync();
    }

    private static async Task AManagerClosesAPosition(PortalBrowser portal)
    {
        await portal.GoAsync("/organisations/TPH01/positions");
        await portal.FollowAsync("Counter assistant");
        await portal.FollowAsync("Close the position");
        await portal.SeesAsync("3 people lose this position");
        await portal.ClickAsync("Close the position");
        await portal.SeesAsync("Say why");
        await portal.FillAsync("Why is it closed?", "The counter is closed");
        await portal.ShowAsync("close-position");
        await portal.NarrowAsync();
        await portal.ClickAsync("Close the position");
        await portal.SeesAsync("The position Counter assistant is closed");
        await portal.GoAsync("/positions?at=TPH01&state=closed");
        await portal.SeesAsync("Counter assistant");
        await portal.ShowAsync("closed-positions");
    }
}
