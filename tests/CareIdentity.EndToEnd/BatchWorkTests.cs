using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>An RA Manager gives many positions by a file, looks at what it did, and takes it back.</summary>
public sealed class BatchWorkTests
{
    private const string Passcode = "246810";

    [Journey]
    public async Task A_batch_is_uploaded_looked_at_carried_out_and_undone()
    {
        await using var service = await RunningService.StartAsync();
        await using var portal = await PortalBrowser.OpenAsync(service.Address, "batches");

        await portal.DoAsync(AManagerUploadsAndLooks);
        await portal.DoAsync(TheBatchIsCarriedOut);
        await portal.DoAsync(TheBatchIsUndone);

        Assert.All(portal.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    private static async Task AManagerUploadsAndLooks(PortalBrowser portal)
    {
        await portal.GoAsync("/sign-in");
        await portal.InsertAsync("Priya Raman", "Reader 1");
        await portal.SignInAsync(Passcode);
        var (zofia, sam) = (await UuidAsync(portal, "Zofia Wiśniewska"), await UuidAsync(portal, "Sam Taylor"));
        await portal.FollowAsync("Batches");
        await portal.ClickAsync("Upload a batch");
        await portal.Page.GetByLabel("Give positions", new() { Exact = true }).CheckAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var file = $"uuid,organisation,position,first_day,last_day,sponsor,reason\r\n{zofia},TPH01,Dispenser,{today:yyyy-MM-dd},,{sam},\r\n{zofia},TPH01,Nobody's,{today:yyyy-MM-dd},,{sam},\r\n";
        await portal.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "saturdays.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(file) });
        await portal.FillAsync("Why?", "Saturday rota, agreed with the superintendent");
        await portal.ShowAsync("batch-new");
        await portal.NarrowAsync();
        await portal.ClickAsync("Upload and check");
        await UntilAsync(portal, "To be started");
        await portal.SeesAsync("Column position:");
        await portal.ShowAsync("batch-checked");
        await portal.NarrowAsync();
    }

    private static async Task TheBatchIsCarriedOut(PortalBrowser portal)
    {
        await portal.ClickAsync("Carry out 1 line");
        await UntilAsync(portal, "Done");
        await portal.SeesAsync("nothing → Dispenser at TPH01");
        await portal.ShowAsync("batch-done");
    }

    private static async Task TheBatchIsUndone(PortalBrowser portal)
    {
        await portal.FollowAsync("Undo the batch");
        await portal.SeesAsync("The positions are taken away again");
        await portal.ShowAsync("batch-undo");
        await portal.NarrowAsync();
        await portal.ClickAsync("Undo 1 line");
        await UntilAsync(portal, "Undone");
        await portal.SeesAsync("The position was taken away again.");
    }

    /// <summary>The page looks again by itself; the test does not wait for that.</summary>
    private static async Task UntilAsync(PortalBrowser portal, string state)
    {
        var address = new Uri(portal.Page.Url).AbsolutePath;
        for (var looks = 0; looks < 60 && await portal.Page.Locator("h1 .nhsuk-tag").InnerTextAsync() != state; looks++)
        {
            await Task.Delay(500);
            await portal.GoAsync(address);
        }

        await portal.SeesAsync(state);
    }

    private static async Task<string> UuidAsync(PortalBrowser portal, string name)
    {
        await portal.GoAsync($"/search?q={Uri.EscapeDataString(name)}");
        await portal.FollowAsync(name);
        return new Uri(portal.Page.Url).AbsolutePath.Split('/')[2];
    }
}
