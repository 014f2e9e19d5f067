using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace CareIdentity.Bench.SignIns;

/// <summary>A browser at the sign-in page, as the service sees it: its form's token and its cookies, sent back as the page's script does.</summary>
internal sealed partial class PortalVisitor(HttpClient http)
{
    public const string Page = "/sign-in";
    public const string Marker = "Sign in with your smartcard";

    private const string SessionCookie = "care-identity-session=";

    private readonly Dictionary<string, string> cookies = [];
    private string formToken = "";

    /// <summary>Opens the page and asks once for a challenge, after which all cookies are there.</summary>
    public async Task ArriveAsync(CancellationToken ct)
    {
        using var answer = await http.GetAsync(Page, ct);
        Keep(answer);
        formToken = WebUtility.HtmlDecode(FormToken().Match(await answer.Content.ReadAsStringAsync(ct)).Groups["token"].Value);
        await BeginAsync(ct);
    }

    /// <summary>A fresh nonce.</summary>
    public async Task<string> BeginAsync(CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, Page + "/begin", cookies.Select(pair => $"{pair.Key}={pair.Value}"));
        request.Headers.Add("X-Form-Token", formToken);
        using var answer = await http.SendAsync(request, ct);
        Keep(answer);
        return answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<Begun>(ct) is { Nonce.Length: > 0 } begun
            ? begun.Nonce
            : throw new WrongAnswerException($"{Page}/begin answered {(int)answer.StatusCode}.");
    }

    public byte[] Form(string nonce, string token) => new FormUrlEncodedContent(
        [new("AuthToken", token), new("Nonce", nonce), new("Return", ""), new("__RequestVerificationToken", formToken)]).ReadAsByteArrayAsync().GetAwaiter().GetResult();

    /// <summary>Signs in; gives the session that came of it, or null where the service refused.</summary>
    public async Task<SignedInVisitor?> SignInAsync(byte[] form, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, Page, cookies.Select(pair => $"{pair.Key}={pair.Value}"));
        request.Content = FormBody(form);
        using var answer = await http.SendAsync(request, ct);
        await answer.Content.ReadAsByteArrayAsync(ct);
        var session = SetCookies(answer).FirstOrDefault(cookie => cookie.StartsWith(SessionCookie, StringComparison.Ordinal));
        return answer.StatusCode is HttpStatusCode.Redirect && session is not null
            ? new SignedInVisitor(session.Split(';')[0], answer.Headers.Location?.OriginalString ?? "")
            : null;
    }

    /// <summary>Whether the session opens the home page.</summary>
    public async Task<bool> IsAtHomeAsync(SignedInVisitor visitor, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, "/", [visitor.Session]);
        using var answer = await http.SendAsync(request, ct);
        return answer.StatusCode is HttpStatusCode.OK && visitor.Location == "/";
    }

    public static ByteArrayContent FormBody(byte[] form) =>
        new(form) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };

    private static IEnumerable<string> SetCookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [];

    private static HttpRequestMessage Request(HttpMethod method, string path, IEnumerable<string> cookies)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", string.Join("; ", cookies));
        return request;
    }

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var cookie in SetCookies(answer).Select(cookie => cookie.Split(';')[0].Split('=', 2)))
        {
            cookies[cookie[0]] = cookie[1];
        }
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""")]
    private static partial Regex FormToken();

    private sealed record Begun(string Nonce);
}

/// <param name="Session">The cookie, name and value.</param>
/// <param name="Location">Where the service sends the browser next.</param>
internal sealed record SignedInVisitor(string Session, string Location);
