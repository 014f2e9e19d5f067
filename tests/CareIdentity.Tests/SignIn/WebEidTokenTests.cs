using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Tests.Given;

namespace CareIdentity.Tests.SignIn;

/// <summary>What signing in reads before it believes anything.</summary>
public sealed class WebEidTokenTests
{
    private static readonly string Good = Token();

    [Fact]
    public void A_token_of_format_1_0_is_read() => Assert.NotNull(WebEidToken.Find(Good));

    [Theory]
    [InlineData("web-eid:2.0")]
    [InlineData("web-eid:10")]
    [InlineData("WEB-EID:1.0")]
    [InlineData("")]
    public void Only_the_format_that_is_known_is_read(string format) => Assert.Null(WebEidToken.Find(With("format", format)));

    [Theory]
    [InlineData("unverifiedCertificate")]
    [InlineData("algorithm")]
    [InlineData("signature")]
    [InlineData("format")]
    public void Every_member_is_needed_once_and_as_a_string(string member)
    {
        Assert.Null(WebEidToken.Find(With(member, null)));
        Assert.Null(WebEidToken.Find(Good.Insert(1, $"\"{member}\":\"x\",")));
        Assert.Null(WebEidToken.Find(With(member, 1)));
        Assert.Null(WebEidToken.Find(Good.Replace(member, member.ToUpperInvariant(), StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_too_long_or_not_base64_is_refused_without_an_exception()
    {
        Assert.Null(WebEidToken.Find(With("appVersion", "https://a.example/" + new string('x', 10_000))));
        Assert.Null(WebEidToken.Find(With("unverifiedCertificate", "not base64!")));
        foreach (var text in new[] { null, "", "null", "[]", "{", "\"\"", "{}", "\0" })
        {
            Assert.Null(WebEidToken.Find(text));
        }
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES384")]
    public void An_algorithm_that_is_not_the_keys_own_proves_nothing(string algorithm) =>
        Assert.False(WebEidSignature.Verifies(WebEidToken.Find(With("algorithm", algorithm))!, "https://a.example", "nonce"));

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("es256")]
    public void An_algorithm_of_no_key_is_not_read_at_all(string algorithm) => Assert.Null(WebEidToken.Find(With("algorithm", algorithm)));

    private static string Token()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return GivenCards.TokenText(certificate.RawData, new byte[64]);
    }

    private static string With(string member, JsonNode? value)
    {
        var token = JsonNode.Parse(Good)!.AsObject();
        if (value is null)
        {
            token.Remove(member);
        }
        else
        {
            token[member] = value;
        }

        return token.ToJsonString();
    }
}
