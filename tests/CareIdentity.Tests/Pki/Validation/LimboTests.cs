using System.Text.Json;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Revocation;
using CareIdentity.Pki.Validation;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Validation;

/// <summary>The path validation cases of C2SP x509-limbo against ours. A difference must be written down; one that has gone must be struck off.</summary>
public sealed class LimboTests
{
    private const string NoPeerName = "signing in knows a person by the UUID in the subject; no server's name is matched";
    private const string NoAuthorityAsTarget = "stricter: nobody signs in with an authority's certificate";

    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["cve::cve-2024-0567"] = "stricter: an anchor that is not self-signed has an authority key identifier, as rfc5280::aki::cross-signed-root-missing-aki wants",
        ["pathlen::validation-ignores-pathlen-in-leaf"] = NoAuthorityAsTarget,
        ["rfc5280::ca-as-leaf"] = NoAuthorityAsTarget,
        ["webpki::nc::permitted-dns-match-noncritical"] = "stricter: RFC 5280 §4.2.1.10 wants name constraints critical; rfc5280::nc::permitted-dns-match-noncritical says so too",
        ["webpki::eku::ee-critical-eku"] = "RFC 5280 §4.2.1.12 lets the extension be critical; only the web PKI does not",
        ["webpki::eku::ee-without-eku"] = "the case asks for no purpose, and so do we; rfc5280::eku::ee-without-eku wants it accepted",
        ["webpki::cn::ipv4-hex-mismatch"] = NoPeerName,
        ["webpki::cn::ipv4-leading-zeros-mismatch"] = NoPeerName,
        ["webpki::cn::ipv6-uppercase-mismatch"] = NoPeerName,
        ["webpki::cn::ipv6-uncompressed-mismatch"] = NoPeerName,
        ["webpki::cn::ipv6-non-rfc5952-mismatch"] = NoPeerName,
        ["webpki::cn::punycode-not-in-san"] = NoPeerName,
        ["webpki::cn::utf8-vs-punycode-mismatch"] = NoPeerName,
        ["webpki::cn::not-in-san"] = NoPeerName,
        ["webpki::cn::case-mismatch"] = NoPeerName,
        ["webpki::san::mismatch-domain-san"] = NoPeerName,
        ["webpki::san::mismatch-subdomain-san"] = NoPeerName,
        ["webpki::san::mismatch-subdomain-apex-san"] = NoPeerName,
        ["webpki::san::mismatch-apex-subdomain-san"] = NoPeerName,
        ["webpki::san::public-suffix-multi-label-wildcard-san"] = NoPeerName,
        ["webpki::san::public-suffix-private-namespace-wildcard-san"] = NoPeerName,
        ["webpki::san::wildcard-match-across-labels-san"] = NoPeerName,
        ["webpki::san::no-san"] = NoPeerName,
    };

    [Fact]
    public void Every_case_comes_out_as_expected_or_is_a_written_exception()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Find("data/x509-limbo/limbo-core194.json")));
        var differences = new List<string>();
        var struckOff = new List<string>();

        foreach (var testCase in file.RootElement.GetProperty("testcases").EnumerateArray())
        {
            var id = testCase.GetProperty("id").GetString()!;
            var expected = testCase.GetProperty("expected_result").GetString() == "SUCCESS";
            var (trusted, why) = Run(testCase);
            var excepted = Exceptions.ContainsKey(id);
            if (trusted != expected && !excepted)
            {
                differences.Add($"{(trusted ? "accepted" : "refused")}: {id} {why}");
            }
            else if (trusted == expected && excepted)
            {
                struckOff.Add(id);
            }
        }

        Assert.Empty(differences);
        Assert.Empty(struckOff);
    }

    private static (bool Trusted, string Why) Run(JsonElement testCase)
    {
        try
        {
            using var validator = new PathValidator(
                Certificates(testCase, "trusted_certs"),
                Certificates(testCase, "untrusted_intermediates"),
                Requirements(testCase),
                Revocation(testCase));
            var time = testCase.GetProperty("validation_time");
            // Cases without a time are of certificates that are valid in any year of this century.
            var at = time.ValueKind == JsonValueKind.Null ? new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) : time.GetDateTimeOffset();
            var verdict = validator.Validate(ParsedCertificate.FromPem(testCase.GetProperty("peer_certificate").GetString()), at);
            return (verdict.IsTrusted, verdict.Finding?.ToString() ?? "");
        }
        catch (PkiFormatException malformed)
        {
            return (false, malformed.Message);
        }
    }

    // Without lists a case says nothing about revocation.
    private static RevocationCheck Revocation(JsonElement testCase)
    {
        var lists = testCase.GetProperty("crls").EnumerateArray().Select(pem => ParsedCrl.Parse(FromPem(pem.GetString()!))).ToList();
        return lists.Count == 0 ? (_, _, _) => RevocationState.Good : new RevocationLists(lists).StateOf;
    }

    private static byte[] FromPem(string text)
    {
        var fields = System.Security.Cryptography.PemEncoding.Find(text);
        return Convert.FromBase64String(text[fields.Base64Data]);
    }

    private static PathRequirements Requirements(JsonElement testCase)
    {
        var purposes = Texts(testCase, "extended_key_usage");
        var depth = testCase.GetProperty("max_chain_depth");
        return new PathRequirements
        {
            MostIntermediates = depth.ValueKind == JsonValueKind.Null ? 8 : depth.GetInt32(),
            ExtendedKeyUsage = purposes.Contains("serverAuth") ? Oids.ServerAuthentication : purposes.Contains("clientAuth") ? Oids.ClientAuthentication : null,
            KeyUsage = Texts(testCase, "key_usage").Contains("digitalSignature") ? KeyUsages.DigitalSignature : KeyUsages.None,
        };
    }

    private static List<ParsedCertificate> Certificates(JsonElement testCase, string name) =>
        [.. testCase.GetProperty(name).EnumerateArray().Select(pem => ParsedCertificate.FromPem(pem.GetString()))];

    private static List<string?> Texts(JsonElement testCase, string name) => [.. testCase.GetProperty(name).EnumerateArray().Select(text => text.GetString())];
}
