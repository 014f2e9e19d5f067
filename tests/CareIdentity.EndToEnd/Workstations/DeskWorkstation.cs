using Microsoft.Playwright;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>The training desk beside the page.</summary>
public sealed class DeskWorkstation : IWorkstation
{
    /// <summary>Returns when the desk shows it: the desk is part of the page, and whoever leaves the page at once takes the click back.</summary>
    public async Task InsertAsync(PortalBrowser portal, string name, string reader)
    {
        await Button(portal, $"Put the card of {name} in {reader}").First.ClickAsync();
        await Button(portal, $"Take the card of {name} out of {reader}").WaitForAsync();
    }

    public async Task TakeOutAsync(PortalBrowser portal, string name, string reader)
    {
        var take = Button(portal, $"Take the card of {name} out of {reader}");
        await take.ClickAsync();
        await take.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
    }

    public async Task TypePasscodeAsync(PortalBrowser portal, string passcode)
    {
        await Title(portal, "Type your passcode");
        await portal.Desk.Locator("#first").FillAsync(passcode);
        await portal.Desk.Locator("#window-ok").ClickAsync();
    }

    public async Task AllowAsync(PortalBrowser portal)
    {
        await Title(portal, "Allow this?");
        await portal.Desk.Locator("#window-ok").ClickAsync();
    }

    public async Task TypeNewPasscodeAsync(PortalBrowser portal, string passcode)
    {
        await Title(portal, "Choose a new passcode");
        await portal.Desk.Locator("#first").FillAsync(passcode);
        await portal.Desk.Locator("#second").FillAsync(passcode);
        await portal.Desk.Locator("#window-ok").ClickAsync();
    }

    public Task SeesWrongAsync(PortalBrowser portal, string words) =>
        Assertions.Expect(portal.Desk.Locator("#window-wrong")).ToContainTextAsync(words);

    public async Task TakeLastTryAsync(PortalBrowser portal)
    {
        await Title(portal, "One try is left");
        await portal.Desk.Locator("#window-ok").ClickAsync();
    }

    private static Task Title(PortalBrowser portal, string title) => Assertions.Expect(portal.Desk.Locator("#window-title")).ToHaveTextAsync(title);

    private static ILocator Button(PortalBrowser portal, string label) => portal.Desk.GetByLabel(label, new FrameLocatorGetByLabelOptions { Exact = true });
}
