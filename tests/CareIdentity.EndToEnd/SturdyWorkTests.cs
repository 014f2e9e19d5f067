using System.Diagnostics;
using CareIdentity.Testing;
using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>
/// The two journeys that everybody has, without a mouse and with what a browser does to them: gone back and sent again, reloaded, clicked twice,
/// open in two tabs. Then every page of the RA's work on a small phone.
/// </summary>
[TakesLong(75)]
public sealed class SturdyWorkTests
{
    private const string Passcode = "246810";
    private const string Locum = "Aysha Patil";

    /// <summary>The form of the page, sent by two clicks in the same moment; what came of each, 302 for done.</summary>
    private const string SendTwice = """
        async query => {
          const form = [...document.querySelectorAll('main form[method=post]')].find(one => query === '' || one.querySelector(`[formaction="${query}"]`));
          const send = () => fetch(location.pathname + query, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' })
            .then(answer => answer.type === 'opaqueredirect' ? 302 : answer.status);
          return (await Promise.all([send(), send()])).sort();
        }
        """;

    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    [Journey]
    public async Task Access_is_given_and_decided_without_a_mouse_and_once_whatever_the_browser_does()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "sturdy-work");

        await portal.DoAsync(ASponsorGivesALocumAccessByKeyboard);
        await portal.DoAsync(WhatIsSentTwiceIsDoneOnce);
        await portal.DoAsync(AnAgentDecidesByKeyboard);
        await portal.DoAsync(WhatIsDecidedTwiceIsDecidedOnce);
        await portal.DoAsync(AManagerReadsEveryPageOnAPhone);

        // What is refused answers so, which the browser remarks upon; nothing else may.
        Assert.All(portal.Complaints, complaint => Assert.Contains("the server responded with a status of 4", complaint, StringComparison.Ordinal));
    }

    /// <summary>At most four pages and a minute, confirmation and typing included (issue of the Registration Authority's work, "As a user").</summary>
    private static async Task ASponsorGivesALocumAccessByKeyboard(PortalBrowser portal)
    {
        var keyboard = new Keyboard(portal);
        await portal.EnterAsync("Sam Taylor", Passcode);
        await portal.SeesAsync("Hello Sam");
        var (begun, pages) = (Stopwatch.StartNew(), 0);
        void Count(object? sender, IRequest request) => pages += request.IsNavigationRequest && request.Frame == portal.Page.MainFrame && request.RedirectedFrom is null ? 1 : 0;
        portal.Page.Request += Count;

        await keyboard.SkipAsync();
        await keyboard.TypeAsync("Find a person or an organisation", Locum);
        await portal.Page.Keyboard.PressAsync("Enter");
        await portal.SeesAsync("People who match, best first");
        await keyboard.SkipAsync();
        await keyboard.PressAsync(Locum);
        await portal.SeesAsync("You see only the name and the UUID");
        await keyboard.SkipAsync();
        await keyboard.PressAsync("Give a position");
        await portal.SeesAsync("Why do they need it?");
        await using var tab = await SecondTab.OpenAsync(portal);
        await keyboard.SkipAsync();
        await keyboard.ChooseAsync("Counter assistant");
        foreach (var _ in new[] { "First day", "Last day" })
        {
            await keyboard.ReachAsync("Day");
        }

        var last = Today.AddDays(7);
        await portal.Page.Keyboard.TypeAsync($"{last.Day}");
        await keyboard.TypeAsync("Month", $"{last.Month}");
        await keyboard.TypeAsync("Year", $"{last.Year}");
        await keyboard.TypeAsync("Why do they need it?", "Covers the counter this week");
        await keyboard.PressAsync("Send");
        await portal.SeesAsync($"{Locum} holds the position Counter assistant from now on");

        portal.Page.Request -= Count;
        Assert.True(begun.Elapsed < AMinute, $"{begun.Elapsed}");
        Assert.True(pages <= 4, $"{pages} pages");
        Assert.True(keyboard.Stops > 15, $"{keyboard.Stops} stops looked at");
        await tab.SendAsync("Counter assistant", "Given in the other window", "This person already holds this position");
    }

    private static async Task WhatIsSentTwiceIsDoneOnce(PortalBrowser portal)
    {
        await portal.Page.ReloadAsync();
        await portal.SeesAsync("Counter assistant");
        await Assertions.Expect(portal.Page.Locator("main")).Not.ToContainTextAsync("from now on"); // Said once.
        await portal.Page.GoBackAsync();
        await FillAsync(portal.Page, "Counter assistant", "Sent again");
        await portal.ClickAsync("Send");
        await portal.SeesAsync("This person already holds this position");
        await portal.SeesAsync("Change the end date of the position they hold instead");
        Assert.Equal(1, await RowsAsync(portal, Access(portal), "Counter assistant"));

        await portal.GoAsync("/search?q=Chidi");
        await portal.FollowAsync("Chidi Okonkwo");
        await portal.ClickAsync("Give a position");
        var give = new Uri(portal.Page.Url).AbsolutePath;
        await FillAsync(portal.Page, "Counter assistant", "Clicked twice");
        await SendTwiceAsync(portal, "");
        Assert.Equal(1, await RowsAsync(portal, Access(portal), "Counter assistant"));

        var before = await RowsAsync(portal, "/requests?list=yours&q=chidi", "Chidi");
        await portal.GoAsync(give);
        await FillAsync(portal.Page, "Pharmacist", "Clicked twice");
        await SendTwiceAsync(portal, "");
        await portal.ClickAsync("Send");
        await portal.SeesAsync("There is already an open request for this position and this person");
        Assert.Equal(before + 1, await RowsAsync(portal, "/requests?list=yours&q=chidi", "Chidi"));

        before = await RowsAsync(portal, "/requests?list=yours&q=marsh", "Marsh");
        await portal.GoAsync("/search?q=Marsh");
        await portal.FollowAsync("Ed Marsh");
        await portal.ClickAsync("Give a position");
        await FillAsync(portal.Page, "Pharmacist", "Two real clicks");
        await portal.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).DblClickAsync();
        await portal.SeesAsync("Your request is sent");
        Assert.Equal(before + 1, await RowsAsync(portal, "/requests?list=yours&q=marsh", "Marsh"));
        await portal.LeaveAsync("Sam Taylor");
    }

    private static async Task AnAgentDecidesByKeyboard(PortalBrowser portal)
    {
        var keyboard = new Keyboard(portal);
        await portal.EnterAsync("Ravi Menon", Passcode);
        await portal.GoAsync("/requests?q=chidi");
        var reference = await portal.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Chidi" }).GetByRole(AriaRole.Link).First.TextContentAsync();
        await keyboard.SkipAsync();
        await keyboard.PressAsync(reference!.Trim());
        await portal.SeesAsync("What is asked");
        await using var tab = await SecondTab.OpenAsync(portal);
        await keyboard.SkipAsync();
        await keyboard.PressAsync("Send back");
        await portal.SeesAsync("Say what is needed; the sponsor will read it."); // The keyboard is at what is wrong.
        await keyboard.PressAsync("Accept", "Space");
        await portal.SeesAsync("Chidi Okonkwo holds the position Pharmacist from now on");
        await tab.RejectAsync($"Request {reference.Trim()} was already accepted");
    }

    private static async Task WhatIsDecidedTwiceIsDecidedOnce(PortalBrowser portal)
    {
        await portal.Page.ReloadAsync();
        Assert.Equal(1, await RowsAsync(portal, Access(portal), "Pharmacist"));
        await portal.GoAsync("/requests?q=marsh");
        await portal.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Marsh" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await portal.SeesAsync("This request is locked to you until");
        var request = new Uri(portal.Page.Url).AbsolutePath;
        await SendTwiceAsync(portal, "?handler=Accept");
        await portal.ClickAsync("Accept");
        await portal.SeesAsync("was already accepted");
        await portal.SeesAsync("Nothing was changed by this action");
        await portal.GoAsync(request);
        Assert.Equal(0, await portal.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Accept", Exact = true }).CountAsync());
        await portal.FollowAsync("Open the profile of Ed Marsh");
        Assert.Equal(1, await RowsAsync(portal, Access(portal), "Pharmacist"));
        await portal.LeaveAsync("Ravi Menon");
    }

    private static async Task AManagerReadsEveryPageOnAPhone(PortalBrowser portal)
    {
        await portal.EnterAsync("Priya Raman", Passcode);
        await portal.GoAsync("/search?q=Zofia");
        await portal.FollowAsync("Zofia Wiśniewska");
        var person = new Uri(portal.Page.Url).AbsolutePath.Split('/')[^1];
        await portal.GoAsync("/organisations/TPH01/positions");
        await portal.FollowAsync("Dispenser");
        var position = new Uri(portal.Page.Url).AbsolutePath.Split('/')[^1];
        await portal.Page.SetViewportSizeAsync(320, 900);
        var wide = new List<string>();
        foreach (var path in PhonePages.Of(person, position))
        {
            await portal.GoAsync(path);
            var width = await portal.AskAsync<int>("document.documentElement.scrollWidth");
            if (width > 320)
            {
                wide.Add($"{path} is {width} px wide");
            }
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    /// <summary>Of the two, one is done and one refused in words: as done already, or as changed meanwhile.</summary>
    private static async Task SendTwiceAsync(PortalBrowser portal, string query)
    {
        var answers = await portal.AskAsync<int[]>(SendTwice, query);
        Assert.True(answers is [302, 409 or 422], string.Join(", ", answers));
    }

    private static async Task FillAsync(IPage page, string position, string why)
    {
        await page.GetByLabel(position, new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await page.GetByLabel("Why do they need it?", new PageGetByLabelOptions { Exact = true }).FillAsync(why);
    }

    private static string Access(PortalBrowser portal) => string.Join('/', new Uri(portal.Page.Url).AbsolutePath.Split('/').Take(3)) + "/access";

    private static async Task<int> RowsAsync(PortalBrowser portal, string path, string words)
    {
        await portal.GoAsync(path);
        return await portal.Page.Locator("main tbody tr, main .cis-position h3").Filter(new LocatorFilterOptions { HasText = words }).CountAsync();
    }

    /// <summary>The page as it was, in another tab of the same browser.</summary>
    private sealed class SecondTab(IPage page) : IAsyncDisposable
    {
        public static async Task<SecondTab> OpenAsync(PortalBrowser portal)
        {
            var page = await portal.Page.Context.NewPageAsync();
            await page.GotoAsync(portal.Page.Url);
            await portal.Page.BringToFrontAsync();
            return new SecondTab(page);
        }

        public async Task SendAsync(string position, string why, string sees)
        {
            await FillAsync(page, position, why);
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(sees);
        }

        public async Task RejectAsync(string sees)
        {
            await page.GetByLabel("Reason", new PageGetByLabelOptions { Exact = true }).FillAsync("Not needed any more");
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Reject", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(sees);
        }

        public async ValueTask DisposeAsync() => await page.CloseAsync();
    }
}
