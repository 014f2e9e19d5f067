using System.Globalization;
using System.Security.Cryptography;
using CareIdentity.Certificates;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Web.PublicPki;

/// <summary>
/// What certificates point to besides OCSP: the authorities' own certificates (RFC 5280 §4.2.2.1) and their revocation lists (§4.2.1.13),
/// and an index of both for programs. Anybody may fetch them.
/// </summary>
internal static class PkiDownloads
{
    private const string Methods = "GET,HEAD";

    public static void MapPublicPki(this IEndpointRouteBuilder routes)
    {
        var pki = routes.MapGroup(PkiAddresses.Base).AllowAnonymous();
        pki.MapMethods("/index.json", Methods.Split(','), IndexAsync);
        pki.MapMethods("/{slug}.cer", Methods.Split(','), CertificateAsync);
        pki.MapMethods("/{slug}.crl", Methods.Split(','), (string slug, HttpContext http, PublicPkiQueries queries) => ListAsync(slug, 0, http, queries));
        pki.MapMethods("/{slug}/{shard:int:min(1)}.crl", Methods.Split(','), ListAsync);
    }

    private static async Task<IResult> IndexAsync(HttpContext http, PublicPkiQueries queries, StatusAnswers answers, CertificateOptions options)
    {
        var origin = Origin(http.Request, options);
        var issuers = await queries.IssuersAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "public, max-age=60";
        // Read by anybody's page, like the rest of it.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return Results.Json(new
        {
            issuers = issuers.Select(issuer => View(issuer, origin, options)),
        });
    }

    private static object View(PublicIssuer issuer, Uri origin, CertificateOptions options)
    {
        var certificate = ParsedCertificate.Parse(issuer.Certificate);
        return new
        {
            name = issuer.Name,
            subject = certificate.Subject.ToString(),
            kind = issuer.Kind is IssuerKind.Root ? "root" : "issuing",
            realm = issuer.Realm is Pki.Profiles.Realm.Live ? "live" : "training",
            active = issuer.Active,
            notBefore = certificate.NotBefore,
            notAfter = certificate.NotAfter,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(issuer.Certificate)),
            certificate = new Uri(origin, PkiAddresses.Certificate(issuer.Slug)),
            crl = new Uri(origin, PkiAddresses.Crl(issuer.Slug)),
            shards = options.Origin is null ? [] : Enumerable.Range(1, issuer.CrlShards).Select(shard => new Uri(origin, PkiAddresses.Shard(issuer.Slug, shard))),
            // An offline root has nobody to answer for it; its list is enough for the few authorities below it.
            ocsp = issuer.IsAnsweredFor ? new Uri(origin, PkiAddresses.Ocsp) : null,
        };
    }

    private static async Task<IResult> CertificateAsync(string slug, HttpContext http, PublicPkiQueries queries)
    {
        if (await queries.FindIssuerAsync(slug, http.RequestAborted) is not { } issuer)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=86400";
        return Conditional.IsCurrent(http, Tag(SHA256.HashData(issuer.Certificate)), issuer.CreatedAt)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(issuer.Certificate, "application/pkix-cert");
    }

    private static async Task<IResult> ListAsync(string slug, int shard, HttpContext http, PublicPkiQueries queries)
    {
        if (await queries.FindListAsync(slug, shard, http.RequestAborted) is not { } list)
        {
            return Results.NotFound();
        }

        // A revocation is in its shard within a minute; caches on the way add no more than another.
        http.Response.Headers.CacheControl = "public, max-age=60, no-transform";
        http.Response.Headers.Expires = list.NextUpdate.ToString("R", CultureInfo.InvariantCulture);
        if (Conditional.IsCurrent(http, Tag(list.Sha256), list.ThisUpdate))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        http.Response.ContentType = "application/pkix-crl";
        http.Response.ContentLength = list.Octets;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await foreach (var part in queries.ReadAsync(list.Id).WithCancellation(http.RequestAborted))
            {
                await http.Response.Body.WriteAsync(part, http.RequestAborted);
            }
        }

        return Results.Empty;
    }

    /// <summary>What stands in certificates; where nothing does, the address that is in use.</summary>
    internal static Uri Origin(HttpRequest request, CertificateOptions options) => options.Origin ?? new Uri($"{request.Scheme}://{request.Host}");

    private static string Tag(ReadOnlySpan<byte> digest) => $"\"{Convert.ToHexStringLower(digest[..16])}\"";
}
