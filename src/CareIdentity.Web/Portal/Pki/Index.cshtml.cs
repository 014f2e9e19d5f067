using CareIdentity.Certificates;
using CareIdentity.Pki.Encoding;
using CareIdentity.Web.PublicPki;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CareIdentity.Web.Portal.Pki;

/// <summary>What relying parties need to trust and check the certificates of this service, for people; programs read <c>/pki/index.json</c>.</summary>
[AllowAnonymous]
public sealed class IndexModel(PublicPkiQueries queries, CertificateOptions options) : PageModel
{
    public IReadOnlyList<IssuerRow> Issuers { get; private set; } = [];

    public Uri Origin { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Origin = PkiDownloads.Origin(Request, options);
        var rows = new List<IssuerRow>();
        foreach (var issuer in await queries.IssuersAsync(ct))
        {
            rows.Add(new IssuerRow(issuer, ParsedCertificate.Parse(issuer.Certificate), await queries.FindListAsync(issuer.Slug, 0, ct)));
        }

        Issuers = rows;
    }

    public sealed record IssuerRow(PublicIssuer Issuer, ParsedCertificate Certificate, PublicList? List)
    {
        public string Fingerprint => Convert.ToHexStringLower(Certificate.Fingerprint.Span);
    }
}
