using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CareIdentity.Web.PublicPki;

/// <summary>Conditional requests (RFC 9110 §13): whoever has the current octets is told so, and not sent them again.</summary>
internal static class Conditional
{
    /// <summary>Whether one of the tags, or the asterisk, is this one. Weak and strong are alike for If-None-Match (§13.1.2).</summary>
    public static bool Names(StringValues ifNoneMatch, string entityTag) =>
        EntityTagHeaderValue.TryParseList([.. ifNoneMatch.Select(v => v ?? "")], out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(entityTag, StringComparison.Ordinal));

    /// <summary>Writes the validators, and the status 304 where the requester's copy is current; If-Modified-Since only without tags (§13.1.3).</summary>
    public static bool IsCurrent(HttpContext http, string entityTag, DateTimeOffset lastModified)
    {
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = new EntityTagHeaderValue(entityTag);
        // HTTP dates have no fractions (RFC 9110 §5.6.7); with one, nothing that was sent could be as new.
        lastModified = lastModified.AddTicks(-(lastModified.Ticks % TimeSpan.TicksPerSecond));
        headers.LastModified = lastModified;
        var asked = http.Request.Headers;
        var current = asked.IfNoneMatch.Count > 0
            ? Names(asked.IfNoneMatch, entityTag)
            : http.Request.GetTypedHeaders().IfModifiedSince is { } since && lastModified <= since;
        if (current)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
        }

        return current;
    }
}
