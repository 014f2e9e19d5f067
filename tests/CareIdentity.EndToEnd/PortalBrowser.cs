using System.Text.Json;
using CareIdentity.EndToEnd.Workstations;
using CareIdentity.Testing;
using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>
/// Debian's Chromium with one page of the portal in it and the training desk beside. Each page that is shown is photographed and checked by
/// axe-core; anything serious fails.
/// </summary>
public sealed class PortalBrowser : IAsyncDisposable
{
    /// <summary>Milliseconds; a busy machine is slow, and a test is no measurement.</summary>
    private const int Patience = 60_000;

    /// <summary>Chromium without what it shows windows with, where that is installed: the same pages at three quarters of the time.</summary>
    private const string Headless = "/usr/bin/chromium-headless-shell";

    private const string Whole = "/usr/bin/chromium";

    private static readonly ViewportSize Size = new() { Width = 1400, Height = 1000 };

    private static readonly string[] Serious = ["serious", "critical"];

    /// <summary>What axe finds, without one thing as shipped: nhsuk-frontend 10.6.1 names its file button by label, comma and the button itself, which axe reads as a mismatch.</summary>
    private const string Violations = """
        axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(found => found.violations
            .map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.target.join(' ')) }))
            .map(v => v.id === 'label-content-name-mismatch' ? { ...v, nodes: v.nodes.filter(n => !document.querySelector(n)?.closest('.nhsuk-file-upload')) } : v)
            .filter(v => v.nodes.length > 0)
            .map(v => ({ id: v.id, impact: v.impact, where: v.nodes.join(' | ') })))
        """;

    private readonly IPlaywright playwright;
    private readonly IBrowserContext context;
    private readonly string service;
    private readonly string pictures;
    private int shown;

    private PortalBrowser(IPlaywright playwright, IBrowserContext context, IPage page, string service, string pictures)
    {
        (this.playwright, this.context, Page, this.service, this.pictures) = (playwright, context, page, service, pictures);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Complaints.Add($"{message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Where cards are put in and passcodes typed.</summary>
    public IWorkstation Workstation { get; private init; } = new DeskWorkstation();

    public IFrameLocator Desk => Page.FrameLocator("iframe.cis-desk__frame");

    /// <summary>What the browser's console held: a broken policy, a missing file, a script's fault.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<PortalBrowser> OpenAsync(string service, string name)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = File.Exists(Headless) ? Headless : Whole,
            ChromiumSandbox = false,
            Args =
            [
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                "--host-resolver-rules=MAP localhost 127.0.0.1", // Nobody is asked for the name: in the headless shell that has failed once.
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", // A camera that shows a moving ball, allowed without being asked.
            ],
        });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = Size, Locale = "en-GB" });
        return await OpenAsync(playwright, context, service, name, new DeskWorkstation());
    }

    /// <summary>With the extension in it and the agent behind; a browser that keeps a profile, as people's do, because no other has extensions.</summary>
    public static async Task<PortalBrowser> OpenAsync(string service, string name, AgentWorkstation workstation)
    {
        var playwright = await Playwright.CreateAsync();
        var context = await playwright.Chromium.LaunchPersistentContextAsync(workstation.Profile, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Whole,
            ChromiumSandbox = false,
            Args =
            [
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                $"--disable-extensions-except={AgentWorkstation.Extension}", $"--load-extension={AgentWorkstation.Extension}",
            ],
            Env = workstation.Environment,
            ViewportSize = Size,
            Locale = "en-GB",
        });
        return await OpenAsync(playwright, context, service, name, workstation);
    }

    private static async Task<PortalBrowser> OpenAsync(IPlaywright playwright, IBrowserContext context, string service, string name, IWorkstation workstation)
    {
        var page = await context.NewPageAsync().WaitAsync(StartedProgram.Patience);
        page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        var pictures = Path.Combine(RunningService.Repository, "artifacts", "screenshots", name);
        Directory.CreateDirectory(pictures);
        return new PortalBrowser(playwright, context, page, service, pictures) { Workstation = workstation };
    }

    /// <summary>One part of a journey; where it fails, a picture of what the browser showed is kept.</summary>
    public async Task DoAsync(Func<PortalBrowser, Task> part)
    {
        try
        {
            await part(this);
        }
        catch (Exception failure) when (failure is PlaywrightException or TimeoutException or Xunit.Sdk.XunitException)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(pictures, "failed.png"), FullPage = true });
            await File.WriteAllTextAsync(Path.Combine(pictures, "failed.html"), await Page.ContentAsync());
            throw;
        }
    }

    /// <summary>What a script of the page answers. Playwright has no limit for that.</summary>
    public static Task<T> AskAsync<T>(IFrame frame, string script, object? argument = null) => frame.EvaluateAsync<T>(script, argument).WaitAsync(StartedProgram.Patience);

    public Task<T> AskAsync<T>(string script, object? argument = null) => AskAsync<T>(Page.MainFrame, script, argument);

    public Task GoAsync(string path) => Page.GotoAsync(service + path);

    /// <summary>Puts the card into the reader and signs in with it.</summary>
    public async Task EnterAsync(string name, string passcode)
    {
        await GoAsync("/sign-in");
        await InsertAsync(name, "Reader 1");
        await SignInAsync(passcode);
    }

    /// <summary>Signs out and takes the card along.</summary>
    public async Task LeaveAsync(string name)
    {
        await SignOutAsync();
        await TakeOutAsync(name, "Reader 1");
    }

    /// <summary>At the width of a small phone nothing is wider than the screen.</summary>
    public async Task NarrowAsync()
    {
        await Page.SetViewportSizeAsync(320, 900);
        var wide = await WidthAsync();
        for (var look = 0; wide > 320 && look < 50; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System); // The page is laid out anew after the window has its size.
            wide = await WidthAsync();
        }

        Assert.True(wide <= 320, $"{Page.Url} is {wide} px wide at 320 px");
        await Page.SetViewportSizeAsync(1400, 1000);
    }

    /// <summary>Photographs the page and has it checked.</summary>
    public async Task ShowAsync(string name)
    {
        if (await Page.Locator("iframe.cis-desk__frame").CountAsync() > 0)
        {
            await Desk.Locator("#cards li").First.WaitForAsync(); // The desk loads beside each page; a picture shows it whole.
        }

        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(pictures, $"{++shown:00}-{name}.png"), FullPage = true });
        await AskAsync<JsonElement?>(await File.ReadAllTextAsync(Path.Combine(RunningService.Repository, "src", "CareIdentity.Web", "node_modules", "axe-core", "axe.min.js")));
        var found = await AskAsync<JsonElement>(Violations);
        var grave = found.EnumerateArray()
            .Where(v => Serious.Contains(v.GetProperty("impact").GetString()))
            .Select(v => $"{v.GetProperty("id")}: {v.GetProperty("where")}")
            .ToList();
        Assert.True(grave.Count == 0, $"{name}: {string.Join("; ", grave)}");
    }

    public Task ClickAsync(string button) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    public Task FollowAsync(string link) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link, Exact = true }).First.ClickAsync();

    public Task FillAsync(string label, string text) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).FillAsync(text);

    public Task ChooseAsync(string label) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).CheckAsync();

    /// <summary>Day, month and year of the date field with that legend; the n-th of the page when it stands there more than once.</summary>
    public async Task FillDateAsync(string legend, DateOnly date, int number = 0)
    {
        var group = Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = legend, Exact = false }).Nth(number);
        await group.GetByLabel("Day").FillAsync($"{date.Day}");
        await group.GetByLabel("Month").FillAsync($"{date.Month}");
        await group.GetByLabel("Year").FillAsync($"{date.Year}");
    }

    public async Task SeesAsync(string text) => await Assertions.Expect(Page.Locator("main")).ToContainTextAsync(text);

    public Task InsertAsync(string name, string reader) => Workstation.InsertAsync(this, name, reader);

    public Task TakeOutAsync(string name, string reader) => Workstation.TakeOutAsync(this, name, reader);

    public Task TypePasscodeAsync(string passcode) => Workstation.TypePasscodeAsync(this, passcode);

    public Task AllowAsync() => Workstation.AllowAsync(this);

    public Task TypeNewPasscodeAsync(string passcode) => Workstation.TypeNewPasscodeAsync(this, passcode);

    /// <summary>The whole sign-in of somebody whose card is in reader 1.</summary>
    public async Task SignInAsync(string passcode)
    {
        await GoAsync("/sign-in");
        await ClickAsync("Sign in");
        await TypePasscodeAsync(passcode);
        await Page.WaitForURLAsync(url => !url.EndsWith("/sign-in", StringComparison.Ordinal));
    }

    public async Task SignOutAsync()
    {
        await ClickAsync("Sign out");
        await SeesAsync("You are signed out");
    }

    private Task<int> WidthAsync() => AskAsync<int>("document.documentElement.scrollWidth");

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Playwright waits until nobody holds an output of the browser any more, however long that takes.
            await context.CloseAsync().WaitAsync(StartedProgram.Patience);
            await (context.Browser?.CloseAsync() ?? Task.CompletedTask).WaitAsync(StartedProgram.Patience);
        }
        finally
        {
            playwright.Dispose();
        }
    }
}
