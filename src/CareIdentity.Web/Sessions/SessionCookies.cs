using CareIdentity.SignIn;

namespace CareIdentity.Web.Sessions;

/// <summary>
/// The three cookies of the portal. Over TLS they carry the <c>__Host-</c> prefix (RFC 6265bis §4.1.3.2), which no other site or subdomain
/// can set; on plain loopback browsers refuse that prefix, so there the name goes without.
/// </summary>
internal static class SessionCookies
{
    private const string SessionName = "care-identity-session";
    private const string ApplicantName = "care-identity-applicant";
    private const string BrowserName = "care-identity-browser";

    public static string? Session(HttpRequest request) => request.Cookies[Name(request, SessionName)];

    public static void SetSession(HttpContext http, string token, DateTimeOffset endsAt) =>
        http.Response.Cookies.Append(Name(http.Request, SessionName), token, Options(http.Request, endsAt));

    public static void ClearSession(HttpContext http) =>
        http.Response.Cookies.Delete(Name(http.Request, SessionName), Options(http.Request, null));

    /// <summary>Of somebody who has no account and applies for one.</summary>
    public static string? Applicant(HttpRequest request) => request.Cookies[Name(request, ApplicantName)];

    public static void SetApplicant(HttpContext http, string token, DateTimeOffset endsAt) =>
        http.Response.Cookies.Append(Name(http.Request, ApplicantName), token, Options(http.Request, endsAt));

    /// <summary>Ties a challenge to the browser that asked for it; made anew where there is none.</summary>
    public static string Browser(HttpContext http)
    {
        var name = Name(http.Request, BrowserName);
        if (http.Request.Cookies[name] is { Length: > 20 } known)
        {
            return known;
        }

        var made = SecretToken.Create();
        http.Response.Cookies.Append(name, made, Options(http.Request, null));
        return made;
    }

    private static string Name(HttpRequest request, string name) => request.IsHttps ? "__Host-" + name : name;

    private static CookieOptions Options(HttpRequest request, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
