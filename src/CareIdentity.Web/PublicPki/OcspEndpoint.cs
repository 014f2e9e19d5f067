using System.Data.Common;
using System.Globalization;
using CareIdentity.Certificates;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using Microsoft.AspNetCore.Http.Features;

namespace CareIdentity.Web.PublicPki;

/// <summary>
/// OCSP over HTTP (RFC 6960 appendix A.1): POST, and GET with the headers of RFC 5019 §6. It stands before everything else that a request
/// passes: whoever asks has no session, gets no page, and asks often.
/// </summary>
internal sealed class OcspEndpoint(StatusAnswers answers, CertificateOptions options, TimeProvider clock, ILogger<OcspEndpoint> log)
{
    private const string GetPrefix = PkiAddresses.Ocsp + "/";
    private const string ResponseType = "application/ocsp-response";

    public Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value!;
        if (!path.StartsWith(PkiAddresses.Ocsp, StringComparison.Ordinal))
        {
            return next(http);
        }

        if (path.Length == PkiAddresses.Ocsp.Length && HttpMethods.IsPost(http.Request.Method))
        {
            return PostAsync(http);
        }

        return path.StartsWith(GetPrefix, StringComparison.Ordinal) && HttpMethods.IsGet(http.Request.Method)
            ? GetAsync(http)
            : OtherAsync(http, next, path);
    }

    private static Task OtherAsync(HttpContext http, RequestDelegate next, string path)
    {
        if (path.Length != PkiAddresses.Ocsp.Length && !path.StartsWith(GetPrefix, StringComparison.Ordinal))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = path.Length == PkiAddresses.Ocsp.Length ? "POST" : "GET";
        return Task.CompletedTask;
    }

    private async Task PostAsync(HttpContext http)
    {
        var answer = await ReadAsync(http.Request) is { } der
            ? await TryAsync(answers.AnswerAsync, der)
            : new StatusAnswer(OcspResponder.MalformedRequest);
        // The answer to a POST is for whoever posted.
        http.Response.Headers.CacheControl = "no-store";
        await WriteAsync(http.Response, answer);
    }

    private async Task GetAsync(HttpContext http)
    {
        var answer = await TryAsync(answers.AnswerAsync, Segment(http));
        if (answer is not { ThisUpdate: { } thisUpdate, NextUpdate: { } nextUpdate })
        {
            http.Response.Headers.CacheControl = "no-store";
            await WriteAsync(http.Response, answer);
            return;
        }

        // RFC 5019 §6.2: max-age earlier than nextUpdate; Last-Modified thisUpdate; Expires nextUpdate; an entity tag.
        var maxAge = (long)Math.Max(0, Math.Min((nextUpdate - clock.GetUtcNow()).TotalSeconds, options.OcspMaxAge.TotalSeconds));
        var headers = http.Response.Headers;
        headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"max-age={maxAge}, public, no-transform, must-revalidate");
        headers.LastModified = thisUpdate.ToString("R", CultureInfo.InvariantCulture);
        headers.Expires = nextUpdate.ToString("R", CultureInfo.InvariantCulture);
        headers.ETag = answer.EntityTag;
        if (http.Request.Headers.IfNoneMatch.Count > 0 && Conditional.Names(http.Request.Headers.IfNoneMatch, answer.EntityTag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await WriteAsync(http.Response, answer);
    }

    /// <summary>As it stood in the request line: in the decoded path an escaped slash and a plain one could not be told apart.</summary>
    private static string Segment(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var raw = target.IndexOf(GetPrefix, StringComparison.Ordinal) is >= 0 and var at ? target[(at + GetPrefix.Length)..] : "";
        return Uri.UnescapeDataString(raw.Contains('?', StringComparison.Ordinal) ? raw[..raw.IndexOf('?', StringComparison.Ordinal)] : raw);
    }

    /// <summary>Null for a body that is longer than any request: the rest of it is not read.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > OcspRequest.MostOctets)
        {
            return null;
        }

        // Whoever says how much comes sends no more; otherwise one octet more than is allowed tells too much from enough.
        var buffer = new byte[request.ContentLength ?? (OcspRequest.MostOctets + 1)];
        var length = 0;
        while (length < buffer.Length && await request.Body.ReadAsync(buffer.AsMemory(length)) is > 0 and var read)
        {
            length += read;
        }

        return length <= OcspRequest.MostOctets ? buffer.AsMemory(0, length) : null;
    }

    /// <summary>
    /// What breaks on the way is answered in the protocol's own words (RFC 6960 §2.3), and said in the log. Not cancelled with the connection: an
    /// answer takes less than a millisecond, and whoever asks next is given the same one.
    /// </summary>
    private async ValueTask<StatusAnswer> TryAsync<T>(Func<T, CancellationToken, ValueTask<StatusAnswer>> answerAsync, T question)
    {
        try
        {
            return await answerAsync(question, CancellationToken.None);
        }
        catch (Exception e) when (e is DbException or KeyStoreException or InvalidOperationException or System.Security.Cryptography.CryptographicException)
        {
            log.LogError(e, "An OCSP request could not be answered.");
            return new StatusAnswer(e is DbException ? OcspResponder.TryLater : OcspResponder.InternalError);
        }
    }

    private static async Task WriteAsync(HttpResponse response, StatusAnswer answer)
    {
        response.ContentType = ResponseType;
        response.ContentLength = answer.Der.Length;
        await response.BodyWriter.WriteAsync(answer.Der);
    }
}
