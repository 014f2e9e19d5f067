using System.Net;
using System.Net.WebSockets;
using Xunit;

namespace CareIdentity.Web.Tests.Hosting;

/// <summary>Where workstations bring their tickets: no page can come here, and nobody without a ticket stays.</summary>
public sealed class CardOperationEndpointTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-operations-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_a_plain_request_and_a_ticket_that_is_none_are_refused()
    {
        await using var service = ServiceProcess.Start("--Port", "0", "--DataDirectory", Path.Combine(directory.FullName, "data"), "--Empty", "true");
        var address = await service.ReadyAsync();
        using var client = new HttpClient { BaseAddress = address };

        using var plain = await client.GetAsync("/card-operations", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await RefusedAsync(address, address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.BadRequest, await RefusedAsync(address, "null"));

        using var agent = new ClientWebSocket();
        await agent.ConnectAsync(At(address), Ct);
        await agent.SendAsync("""{"type":"hello","version":1,"ticket":"made-up","agent":"Agent 1.0","cards":[]}"""u8.ToArray(), WebSocketMessageType.Text, true, Ct);
        var buffer = new byte[4096];
        var answer = await agent.ReceiveAsync(buffer, Ct);
        Assert.StartsWith("""{"type":"done","outcome":"refused",""", System.Text.Encoding.UTF8.GetString(buffer.AsSpan(0, answer.Count)), StringComparison.Ordinal);
        Assert.Equal(WebSocketMessageType.Close, (await agent.ReceiveAsync(buffer, Ct)).MessageType);

        await service.SignalAsync("TERM");
        await service.EndAsync();
    }

    public void Dispose() => directory.Delete(recursive: true);

    private static async Task<HttpStatusCode> RefusedAsync(Uri address, string origin)
    {
        using var page = new ClientWebSocket();
        page.Options.SetRequestHeader("Origin", origin);
        page.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => page.ConnectAsync(At(address), Ct));
        return page.HttpStatusCode;
    }

    private static Uri At(Uri address) => new UriBuilder(address) { Scheme = "ws", Path = "/card-operations" }.Uri;
}
