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
        await portal.DoAsync(AnAgentReplacesAnotherInOneStep);
        await portal.DoAsync(ADeliveryIsTakenIntoStock);
        await portal.DoAsync(CardsOfAnotherEstateAreAdopted);
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
        await FollowAsync(portal, "Cancel: lost");
        await portal.ShowAsync("cancel");
        await portal.ClickAsync("Cancel the card");
        await portal.ShowAsync("cancel-errors");
        await portal.Page.GetByLabel("It is damaged").CheckAsync();
        await portal.Page.GetByLabel("No", new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await portal.ClickAsync("Cancel the card");
        await portal.SeesAsync("cancelled");
        await portal.ShowAsync("cancelled");
    }

    private static async Task AnAgentReplacesAnotherInOneStep(PortalBrowser portal)
    {
        await ToTheCardAsync(portal, "Niamh O'Dálaigh");
        await FollowAsync(portal, "Replace");
        await portal.ClickAsync("Cancel the old card and issue the new one");
        await portal.SeesAsync("Select why the card is replaced");
        await portal.ChooseAsync("It was lost");
        await portal.ChooseAsync("Send it locked");
        await portal.ShowAsync("replace");
        await portal.NarrowAsync();
        await portal.InsertAsync("Blank card", "Reader 2");
        await portal.ClickAsync("Cancel the old card and issue the new one");
        await portal.AllowAsync();
        await portal.SeesAsync("The smartcard of Niamh O'Dálaigh is issued");
        await portal.ShowAsync("replaced");
        await portal.GoAsync("/search?q=Niamh");
        await portal.FollowAsync("Niamh O'Dálaigh");
        await portal.FollowAsync("Cards and other ways to sign in");
        await portal.SeesAsync("Cancelled");
        await portal.SeesAsync("Locked");
        await portal.TakeOutAsync("Niamh O'Dálaigh", "Reader 2");
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
    }

    private static async Task CardsOfAnotherEstateAreAdopted(PortalBrowser portal)
    {
        await portal.FollowAsync("Adopt smartcards of another estate");
        await portal.ShowAsync("adopt");
        await portal.NarrowAsync();
        await UploadAsync(portal, "0977800001,3DES,A1B2C3,12345678");
        await portal.SeesAsync("Line 2, ManagementKey: a key of this algorithm has 48 hexadecimal digits");
        await portal.ShowAsync("adopt-errors");
        await UploadAsync(portal, "0977800001,3DES,A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60799,12345678");
        await portal.SeesAsync("1 card adopted into stock");
        await portal.ShowAsync("adopted");
        await portal.SignOutAsync();
        await portal.TakeOutAsync("Ravi Menon", "Reader 1");
        await portal.InsertAsync("Gareth Pritchard", "Reader 1");
        await portal.SignInAsync(Passcode);
        await portal.GoAsync("/cards/keys");
        await portal.SeesAsync("This can be done by: Root RA Manager.");
        await portal.ShowAsync("card-keys-refused");
    }

    private static async Task UploadAsync(PortalBrowser portal, string line)
    {
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "cards.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"Serial,Algorithm,ManagementKey,PUK\r\n{line}\r\n") });
        await portal.ClickAsync("Check and adopt");
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

    private static async Task ToTheCardAsync(PortalBrowser portal, string name = "Sam Taylor")
    {
        await portal.GoAsync($"/search?q={Uri.EscapeDataString(name)}");
        await portal.FollowAsync(name);
        await portal.FollowAsync("Cards and other ways to sign in");
        await FollowAsync(portal, "What can be done with it");
    }

    /// <summary>To those who hear the page the link says which card is meant.</summary>
    private static Task FollowAsync(PortalBrowser portal, string link) => portal.Page.Locator("main").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = link }).First.ClickAsync();
}
