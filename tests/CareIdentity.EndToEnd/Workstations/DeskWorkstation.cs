using Microsoft.Playwright;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>The training desk beside the page.</summary>
public sealed class DeskWorkstation : IWorkstation
{
    public async Task InsertAsync(PortalBrowser portal, string name, string reader) =>
        await portal.Desk.GetByLabel($"Put the card of {name} in {reader}", new FrameLocatorGetByLabelOptions { Exact = true }).First.ClickAsync();

    public async Task TakeOutAsync(PortalBrowser portal, string name, string reader) =>
        await portal.Desk.GetByLabel($"Take the card of {name} out of {reader}", new FrameLocatorGetByLabelOptions { Exact = true }).ClickAsync();

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
}
