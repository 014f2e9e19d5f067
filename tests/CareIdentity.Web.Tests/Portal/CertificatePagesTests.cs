using System.Formats.Asn1;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>What the administration page says about the authorities, and to whom.</summary>
public sealed class CertificatePagesTests(TrainingPortal portal)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_says_of_each_authority_what_ends_when_and_how_fresh_its_answers_are()
    {
        var visitor = await portal.AsAsync("Margaret Oyelaran");
        using var asked = new ByteArrayContent(Request(await AuthorityAsync(visitor, "training-root"), await AuthorityAsync(visitor, "training-issuing")));
        asked.Headers.ContentType = new MediaTypeHeaderValue("application/ocsp-request");
        using var answer = await visitor.Client.PostAsync(new Uri("/pki/ocsp", UriKind.Relative), asked, Ct);

        var main = (await visitor.PageAsync("/administration/certificates")).QuerySelector("main")!;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            ["Authority", "Certificate", "OCSP signer", "Oldest answer kept", "Newest list", "Next list by"],
            main.QuerySelectorAll("thead th").Select(head => head.TextContent.Trim()));
        var rows = main.QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains("Training Issuing Authority", rows[0], StringComparison.Ordinal);
        Assert.Contains("number 1, ", rows[0], StringComparison.Ordinal);
        Assert.Contains("Training Root", rows[1], StringComparison.Ordinal);
        Assert.Matches("just now|minute", main.QuerySelectorAll("tbody tr")[1].QuerySelectorAll("td")[3].TextContent);
        Assert.Contains("Nothing needs to be done. Whatever ends within 90 days is said here; what lives for less than 270 days, in the last third of its life.", main.TextContent, StringComparison.Ordinal);
        Assert.NotNull(main.QuerySelector("a[href='/pki']"));
    }

    [Fact]
    public async Task A_sponsor_does_not_see_it()
    {
        using var answer = await (await portal.AsAsync("Sam Taylor")).GetAsync("/administration/certificates");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<ParsedCertificate> AuthorityAsync(PortalVisitor visitor, string name) =>
        ParsedCertificate.Parse(await visitor.Client.GetByteArrayAsync(new Uri($"/pki/{name}.cer", UriKind.Relative), Ct));

    // OCSPRequest ::= SEQUENCE { SEQUENCE { requestList SEQUENCE OF SEQUENCE { CertID } } } — RFC 6960 §4.1.1
    private static byte[] Request(ParsedCertificate issuer, ParsedCertificate certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
            }

            writer.WriteOctetString(SHA256.HashData(issuer.Tbs.Subject.Span));
            writer.WriteOctetString(SHA256.HashData(SubjectPublicKey.Parse(issuer.PublicKey).KeyBits.Span));
            writer.WriteInteger(certificate.Tbs.SerialNumberContent.Span);
        }

        return writer.Encode();
    }
}
