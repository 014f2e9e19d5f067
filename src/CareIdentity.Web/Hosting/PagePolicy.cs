using System.Security.Cryptography;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// The Content Security Policy of one response. A page may add an origin that it is about to post to or to frame,
/// before the response starts; nothing can be taken away.
/// </summary>
public sealed class PagePolicy
{
    private readonly List<string> formTargets = ["'self'"];
    private readonly List<string> frames = [];
    private readonly List<string> ancestors = [];

    public string Nonce { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>Chromium holds form-action against redirects too: signing in to an application needs its origin.</summary>
    public void AllowFormTarget(Uri address) => formTargets.Add(OriginOf(address));

    public void AllowFrame(Uri address) => frames.Add(OriginOf(address));

    /// <summary>Lets a page of that origin frame this one: the training desk stands beside the portal's pages.</summary>
    public void AllowAncestor(Uri address) => ancestors.Add(OriginOf(address));

    /// <summary>CSP Level 3, W3C: everything is refused but what is named here.</summary>
    public string Header(string socketOrigin) => string.Join("; ",
    [
        "default-src 'none'",
        $"script-src 'nonce-{Nonce}'",
        "style-src 'self'",
        // blob: shows a photo that was taken here before it is sent.
        "img-src 'self' blob: data:",
        // The design system's style sheet declares its typeface there. Nothing asks for it unless the operator says so
        // (Service:NhsTypeface), but Chromium reports the declaration alone when its origin is not named.
        "font-src 'self' https://assets.nhs.uk",
        "manifest-src 'self'",
        "media-src 'self' blob:",
        $"connect-src 'self' {socketOrigin}",
        $"frame-src {(frames.Count == 0 ? "'none'" : string.Join(' ', frames))}",
        $"form-action {string.Join(' ', formTargets)}",
        $"frame-ancestors {(ancestors.Count == 0 ? "'none'" : string.Join(' ', ancestors))}",
        "base-uri 'none'",
    ]);

    private static string OriginOf(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.GetLeftPart(UriPartial.Authority);
    }
}
