namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>
/// An origin as a browser writes it: <c>https://host[:port]</c>, lower case, no default port, no slash at the end. The specification wants https;
/// http is taken for this machine alone (a training service), whose loopback names browsers hold to be as trustworthy (W3C Secure Contexts §3.1).
/// </summary>
public static class WebEidOrigin
{
    private const int MaxLength = 255;

    public static bool IsAcceptable(string? origin) =>
        origin is { Length: > 0 and <= MaxLength }
        && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.Host is "localhost" or "127.0.0.1" or "[::1]"))
        && uri.Host.Length > 0
        && string.Equals(origin, $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}", StringComparison.Ordinal);
}
