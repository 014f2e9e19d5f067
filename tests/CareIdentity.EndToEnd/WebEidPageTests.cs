using System.Text.Json;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.EndToEnd.Workstations;

namespace CareIdentity.EndToEnd;

/// <summary>A page of a relying application that talks as Web eID's library does, and a token that Web eID's rules accept.</summary>
public sealed class WebEidPageTests
{
    private const string Nonce = "d2ViLWVpZC1ub25jZS1vZi00NC1jaGFyYWN0ZXJzLS0tLS0tLQ==";

    /// <summary>As github.com/web-eid/web-eid.js, src/services/WebExtensionService.ts: post to the window, hear an ack, then success or failure.</summary>
    private const string Send = """
        (message) => new Promise((resolve, reject) => {
          let acknowledged = false;
          setTimeout(() => acknowledged || reject(new Error("no acknowledgement")), 20000);
          window.addEventListener("message", function hear(event) {
            if (event.data?.action === `${message.action}-ack`) { acknowledged = true; }
            if (event.data?.action === `${message.action}-success` || event.data?.action === `${message.action}-failure`) {
              window.removeEventListener("message", hear);
              resolve(JSON.stringify({ acknowledged, ...event.data }));
            }
          });
          window.postMessage(message, "*");
        })
        """;

    [Journey]
    public async Task A_page_that_uses_Web_eIDs_messages_gets_a_token_for_its_own_origin()
    {
        await using var service = await RunningService.StartAsync();
        await using var workstation = await AgentWorkstation.StartAsync(service);
        await using var browser = await PortalBrowser.OpenAsync(service.Address, "web-eid", workstation);
        using var pages = new PageServer();
        await workstation.InsertAsync(browser, "Sam Taylor", "Reader 1");
        await browser.Page.GotoAsync($"{pages.Own}/");

        using var status = JsonDocument.Parse(await browser.AskAsync<string>(Send, new { action = "web-eid:status", libraryVersion = "2.1.0" }));
        Assert.Equal("web-eid:status-success", status.RootElement.GetProperty("action").GetString());
        Assert.True(status.RootElement.GetProperty("acknowledged").GetBoolean());
        Assert.Equal("0.1.0", status.RootElement.GetProperty("nativeApp").GetString());

        var asking = browser.AskAsync<string>(Send, new { action = "web-eid:authenticate", libraryVersion = "2.1.0", challengeNonce = Nonce });
        await workstation.TypePasscodeAsync(browser, "246810");
        using var answer = JsonDocument.Parse(await asking);
        Assert.Equal("web-eid:authenticate-success", answer.RootElement.GetProperty("action").GetString());
        var token = WebEidToken.Find(JsonSerializer.Serialize(
            new[] { "unverifiedCertificate", "algorithm", "signature", "format", "appVersion" }.ToDictionary(member => member, member => answer.RootElement.GetProperty(member).GetString())));
        Assert.NotNull(token);
        Assert.True(WebEidSignature.Verifies(token, pages.Own, Nonce));
        Assert.False(WebEidSignature.Verifies(token, service.Address, Nonce));

        using var sign = JsonDocument.Parse(await browser.AskAsync<string>(Send, new { action = "web-eid:sign", libraryVersion = "2.1.0", certificate = "", hash = "", hashFunction = "SHA-256" }));
        Assert.Equal("web-eid:sign-failure", sign.RootElement.GetProperty("action").GetString());
        Assert.Equal("ERR_WEBEID_NATIVE_INVALID_ARGUMENT", sign.RootElement.GetProperty("error").GetProperty("code").GetString());
    }
}
