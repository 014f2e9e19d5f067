using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>What happens to a card after it was issued: its holder's own work at the desk, the agent's, stock and keys of the estate.</summary>
public sealed class CardCareTests
{
    private const string Passcode = "246810";
    private const string New = "736251";

    [Journey]
    public async Task A_holder_changes_the_passcode_an_agent_repairs_holds_releases_and_cancels_and_a_delivery_is_taken_in()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "card-care");

        await portal.DoAsync(AHolderChangesThePasscode);
        await portal.DoAsync(AnAgentRepairsTheCard);
        await portal.DoAsync(AnAgentHoldsReleasesAndCancelsIt);
        await portal.DoAsync(ADeliveryIsTakenIntoStock);
        await portal.DoAsync(TheMasterKeyIsChanged);

        // A refused form answers 422 and a page that is not theirs 403, which the browser remarks upon; nothing else may.
        Assert.All(portal.Complaints, complaint => Assert.Matches("422|403", complaint));
    }

    private static async Task AHolderChangesThePasscode(PortalBrowser portal)
    {
        await portal.GoAsync("/sign-in");
        await portal.InsertAsync("Sam Taylor", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/me");
        await portal.ShowAsync("my-card");
        await FollowAsync(portal, "Change the passcode");
        await portal.ShowAsync("change-passcode");
        await portal.ClickAsync("Start");
        await portal.AllowAsync();
        await portal.TypePasscodeAsync(Passcode);
        await portal.TypeNewPasscodeAsync(New);
        await portal.SeesAsync("The passcode of the smartcard of Sam Taylor is changed");
        await portal.ShowAsync("passcode-changed");
        await portal.SignOutAsync();
        await portal.SignInAsync(New);
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Sam Taylor", "Reader 1");
    }

    private static async Task AnAgentRepairsTheCard(PortalBrowser portal)
    {
        await portal.InsertAsync("Ravi Menon", "Reader 1");
        await portal.SignInAsync(Passcode);
        await ToTheCardAsync(portal);
        await portal.ShowAsync("one-card");
        await FollowAsync(portal, "Repair");
        await portal.ClickAsync("Start");
        await portal.SeesAsync("Enter why this is needed");
        await portal.ShowAsync("repair-why");
        await portal.FillAsync("Why is this needed?", "The card answers, signing in does not");
        await portal.InsertAsync("Sam Taylor", "Reader 2");
        await portal.ClickAsync("Start");
        await portal.AllowAsync();
        await portal.TypePasscodeAsync(New);
        await portal.ShowAsync("repair-at-work");
        await portal.Desk.GetByText("Let the card prove that it holds the keys").First.WaitForAsync();
        await portal.TypePasscodeAsync(New);
        await portal.SeesAsync("is repaired");
        await portal.ShowAsync("repaired");
        await portal.TakeOutAsync("Sam Taylor", "Reader 2");
    }

    private static async Task AnAgentHoldsReleasesAndCancelsIt(PortalBrowser portal)
    {
        await ToTheCardAsync(portal);
        await FollowAsync(portal, "Put on hold");
        await portal.ClickAsync("Put on hold");
        await portal.SeesAsync("Enter why the card is put on hold");
        await portal.FillAsync("Why?", "Left in a taxi, may be found");
        await portal.ShowAsync("hold");
        await portal.ClickAsync("Put on hold");
        await portal.SeesAsync("Left in a taxi, may be found");
        await portal.ShowAsync("on-hold");
        await portal.ClickAsync("Release");
        await FollowAsync(portal, "Cancel");
        await portal.ShowAsync("cancel");
        await portal.ClickAsync("Cancel the card");
        await portal.ShowAsync("cancel-errors");
        await portal.Page.GetByLabel("It is damaged").CheckAsync();
        await portal.Page.GetByLabel("No", new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await portal.ClickAsync("Cancel the card");
        await portal.SeesAsync("cancelled");
        await portal.ShowAsync("cancelled");
    }

    private static async Task ADeliveryIsTakenIntoStock(PortalBrowser portal)
    {
        await portal.GoAsync("/");
        await portal.FollowAsync("Blank smartcards in stock");
        await portal.FillAsync("Serial numbers", "12345");
        await portal.ClickAsync("Take into stock");
        await portal.SeesAsync("Line 1 is not a serial number");
        await portal.ShowAsync("stock-errors");
        await portal.FillAsync("Serial numbers", "09 7777 0001 to 09 7777 0060\n0977770001");
        await portal.ClickAsync("Take into stock");
        await portal.SeesAsync("60 cards taken into stock");
        await portal.ShowAsync("stock");
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Ravi Menon", "Reader 1");
        await portal.InsertAsync("Gareth Pritchard", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/cards/keys");
        await portal.SeesAsync("This can be done by: Root RA Manager.");
        await portal.ShowAsync("card-keys-refused");
    }

    private static async Task TheMasterKeyIsChanged(PortalBrowser portal)
    {
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Gareth Pritchard", "Reader 1");
        await portal.InsertAsync("Margaret Oyelaran", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.FollowAsync("Keys of the smartcards");
        await portal.ClickAsync("Change the master key");
        await portal.SeesAsync("Enter why the master key is changed");
        await portal.FillAsync("Why?", "As every year");
        await portal.ClickAsync("Change the master key");
        await portal.SeesAsync("derived from master key 2 from now on");
        await portal.ShowAsync("card-keys-changed");
    }

    private static async Task ToTheCardAsync(PortalBrowser portal)
    {
        await portal.GoAsync("/search?q=Sam+Taylor");
        await portal.FollowAsync("Sam Taylor");
        await portal.FollowAsync("Cards and other ways to sign in");
        await FollowAsync(portal, "What can be done with it");
    }

    /// <summary>To those who hear the page the link says which card is meant.</summary>
    private static Task FollowAsync(PortalBrowser portal, string link) => portal.Page.Locator("main").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = link }).First.ClickAsync();
}
