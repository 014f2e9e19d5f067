using CareIdentity.Testing.Limbo;
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
        var cases = LimboCase.Read(SharedFiles.Find("data/" + LimboCase.File));
        var differences = new List<string>();
        var struckOff = new List<string>();

        foreach (var one in cases)
        {
            var why = one.WhyNot();
            var agrees = why is null == one.ExpectsSuccess;
            if (!agrees && !Exceptions.ContainsKey(one.Id))
            {
                differences.Add($"{(why is null ? "accepted" : "refused")}: {one.Id} {why}");
            }
            else if (agrees && Exceptions.ContainsKey(one.Id))
            {
                struckOff.Add(one.Id);
            }
        }

        Assert.Equal(194, cases.Count);
        Assert.Empty(differences);
        Assert.Empty(struckOff);
        // An exception for a case that is not there would never be struck off.
        Assert.Empty(Exceptions.Keys.Except(cases.Select(one => one.Id)));
    }
}
