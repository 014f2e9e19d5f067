using CareIdentity.EndToEnd.Workstations;
using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>
/// Pages that want the card and may not have it, against the real extension and the real agent: no window opens, and no command reaches the card.
/// </summary>
public sealed class HostilePageTests : IAsyncLifetime
{
    private const string Nonce = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private const string Ask = """
        (message) => new Promise((resolve) => {
          const port = globalThis.chrome?.runtime?.connect?.("encjkombndnmoohcmandeopfpokjmimn");
          if (!port) { resolve("no way"); return; }
          port.onMessage.addListener((answer) => resolve(answer.code ?? answer.outcome));
          port.onDisconnect.addListener(() => resolve("closed"));
          port.postMessage(message);
        })
        """;

    private RunningService service = null!;
    private AgentWorkstation workstation = null!;
    private PortalBrowser portal = null!;
    private PageServer pages = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        workstation = await AgentWorkstation.StartAsync(service);
        portal = await PortalBrowser.OpenAsync(service.Address, "hostile-pages", workstation);
        pages = new PageServer();
        await workstation.InsertAsync(portal, "Sam Taylor", "Reader 1");
    }

    [Journey]
    public async Task No_hostile_page_gets_to_the_card()
    {
        var card = workstation.CardOf("Sam Taylor");
        var before = card.Transmitted;
        await AMessageThatIsNoneIsRefused();
        await AFrameInAForeignPageIsRefused();
        await AnOpaqueOriginIsRefused();
        await APageOfAnotherHostHasNoWay();
        Assert.Null(workstation.Person.WindowId);
        Assert.Equal(before, card.Transmitted);

        await WhatAPageSaysOfItselfIsNotBelieved();
    }

    public async ValueTask DisposeAsync()
    {
        pages?.Dispose();
        await (portal?.DisposeAsync() ?? default);
        await (workstation?.DisposeAsync() ?? default);
        await (service?.DisposeAsync() ?? default);
        GC.SuppressFinalize(this);
    }

    private async Task AMessageThatIsNoneIsRefused()
    {
        await portal.Page.GotoAsync($"{pages.Own}/");
        foreach (var message in new object[]
        {
            new { ask = "transmit", apdu = "00A4040000" },
            new { ask = "stop", id = "x" },
            new { ask = "toString" },
            new { ask = "sign-in" },
            new { ask = "sign-in", nonce = new[] { Nonce } },
            new { ask = "operate", ticket = "" },
            new { ask = "operate", ticket = new string('x', 100_000) },
            "sign-in",
        })
        {
            Assert.Equal("message-refused", await portal.AskAsync<string>(Ask, message));
        }
    }

    /// <summary>Chromium lets this through to the extension: the frame's origin is good, the page around it is not.</summary>
    private async Task AFrameInAForeignPageIsRefused()
    {
        await portal.Page.GotoAsync($"{pages.Foreign}/frame");
        await portal.Page.FrameLocator("iframe").Locator("body").WaitForAsync();
        var frame = portal.Page.Frames.Single(frame => frame.Url.StartsWith("http://localhost", StringComparison.Ordinal));

        Assert.Equal("origin-refused", await PortalBrowser.AskAsync<string>(frame, Ask, new { ask = "sign-in", nonce = Nonce }));
    }

    /// <summary>So is this: the address is good, the origin is "null".</summary>
    private async Task AnOpaqueOriginIsRefused()
    {
        await portal.Page.GotoAsync($"{pages.Own}/sandboxed");
        Assert.Equal("null", await portal.AskAsync<string>("self.origin"));

        Assert.Equal("origin-refused", await portal.AskAsync<string>(Ask, new { ask = "sign-in", nonce = Nonce }));
    }

    private async Task APageOfAnotherHostHasNoWay()
    {
        await portal.Page.GotoAsync($"{pages.Foreign}/");

        Assert.Equal("no way", await portal.AskAsync<string>(Ask, new { ask = "sign-in", nonce = Nonce }));
    }

    /// <summary>The window shows the browser's origin, whatever the page calls itself.</summary>
    private async Task WhatAPageSaysOfItselfIsNotBelieved()
    {
        await portal.Page.GotoAsync($"{pages.Own}/");
        var asking = portal.AskAsync<string>(Ask, new { ask = "sign-in", nonce = Nonce, origin = "https://bank.example", sender = new { origin = "https://bank.example" }, frameId = 0 });

        var window = await workstation.Person.SeesAsync("Smartcard passcode");

        Assert.Contains($"{pages.Own} asks:", window, StringComparison.Ordinal);
        Assert.DoesNotContain("bank", window, StringComparison.Ordinal);
        await workstation.Person.SaysNoAsync("Smartcard passcode");
        Assert.Equal("stopped", await asking);
        await workstation.Person.NoWindowAsync();
    }
}
