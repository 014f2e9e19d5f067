using System.Net;
using System.Net.Http.Json;
using System.Text;
using AngleSharp.Html.Dom;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Web.Tests.Nhs.Pages;
using CareIdentity.Web.TrainingDesk;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Somebody at a browser: keeps cookies, sends forms with what the page put into them, and signs in with a card as the page's script does.</summary>
public sealed class PortalVisitor(HttpClient client) : IPasscodePrompt
{
    private string passcode = TrainingHint.TrainingPasscode;

    public HttpClient Client { get; } = client;

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<IHtmlDocument> PageAsync(string path) => await PortalHost.ReadAsync(await GetAsync(path));

    /// <summary>Sends the first form of the page's main part as it stands, with these fields filled in.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await PageAsync(path);
        var form = page.QuerySelector("main form[method=post]")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        using var content = new FormUrlEncodedContent(hidden.Where(h => fields.All(f => f.Name != h.Item1)).Concat(fields).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await Client.PostAsync(new Uri(form.GetAttribute("action") is { Length: > 0 } action ? action : path, UriKind.Relative), content);
    }

    internal async Task<HttpResponseMessage> SignInAsync(WalletCard card, string? typed = null)
    {
        passcode = typed ?? TrainingHint.TrainingPasscode;
        var (nonce, outcome) = await AskCardAsync(card);
        var answer = await SubmitAsync("/sign-in", ("AuthToken", Assert.IsType<WebEidOutcome.Token>(outcome).Value.ToJson()), ("Nonce", nonce));
        return answer;
    }

    /// <summary>What the card says to a fresh challenge.</summary>
    internal async Task<(string Nonce, WebEidOutcome Outcome)> AskCardAsync(WalletCard card)
    {
        var page = await PageAsync("/sign-in");
        using var begin = new HttpRequestMessage(HttpMethod.Post, "/sign-in/begin");
        begin.Headers.Add("X-Form-Token", page.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value"));
        using var begun = await Client.SendAsync(begin);
        var nonce = (await begun.Content.ReadFromJsonAsync<Begun>())!.Nonce;
        var readers = new VirtualReaders("Reader 1");
        readers.Insert("Reader 1", card.Card);
        var outcome = await new WebEidSignIn(readers, this, "https://care-identity.example/test/1").SignInAsync("http://localhost", nonce, default);
        return (nonce, outcome);
    }

    public ValueTask<bool> ConfirmLastTryAsync(PasscodeContext context, CancellationToken ct) => new(true);

    public ValueTask<TypedPasscode?> AskCurrentAsync(PasscodeContext context, CancellationToken ct) => new(new TypedPasscode(Encoding.ASCII.GetBytes(passcode)));

    public ValueTask<NewPasscode?> AskNewAsync(PasscodeContext context, CancellationToken ct) => new((NewPasscode?)null);

    private sealed record Begun(string Nonce);
}
