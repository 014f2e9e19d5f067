using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CareIdentity.Cards.Workstation.WebEid;
using Xunit;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>Reading tokens, and the tokens that the Web eID project publishes with its validators.</summary>
public sealed class WebEidTokenTests
{
    private static readonly string Certificate = Convert.ToBase64String(new byte[60]);
    private static readonly string Signature = Convert.ToBase64String(new byte[64]);

    [Fact]
    public void A_token_has_five_members_and_no_other()
    {
        var token = WebEidToken.Find(Json())!;

        Assert.Equal((60, 64), (token.UnverifiedCertificate.Length, token.Signature.Length));
        Assert.Equal((WebEidAlgorithm.ES256, "https://care.example/agent/1.0"), (token.Algorithm, token.AppVersion));
        Assert.Equal(Json(), token.ToJson());
        foreach (var member in (string[])["unverifiedCertificate", "algorithm", "signature", "format", "appVersion"])
        {
            Assert.Null(WebEidToken.Find(Json(without: member)));
            Assert.Null(WebEidToken.Find(Json(member, "null")));
            Assert.Null(WebEidToken.Find(Json(member, "1")));
            Assert.Null(WebEidToken.Find(Json(member, "\"\"")));
        }

        Assert.Null(WebEidToken.Find(Json().Replace("{", """{"more":"1",""", StringComparison.Ordinal)));
        Assert.Null(WebEidToken.Find(Json().Replace("{", """{"format":"web-eid:1.0",""", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("format", "web-eid:1")]
    [InlineData("format", "web-eid:1.1")]
    [InlineData("format", "web-eid:2.0")]
    [InlineData("format", "Web-eid:1.0")]
    [InlineData("algorithm", "none")]
    [InlineData("algorithm", "HS256")]
    [InlineData("algorithm", "es256")]
    [InlineData("algorithm", "ES512")]
    [InlineData("algorithm", "PS256")]
    [InlineData("algorithm", "0")]
    [InlineData("appVersion", "agent/1.0")]
    [InlineData("appVersion", "javascript:alert(1)")]
    [InlineData("appVersion", "http://care.example")]
    [InlineData("signature", "AAA")]
    [InlineData("signature", "AAAA AAAA")]
    [InlineData("signature", "AAB=")]
    [InlineData("signature", "__--")]
    [InlineData("unverifiedCertificate", "AAA*")]
    public void Another_value_is_no_token(string member, string value) =>
        Assert.Null(WebEidToken.Find(Json(member, JsonSerializer.Serialize(value))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    public void What_is_no_object_is_no_token(string? json) => Assert.Null(WebEidToken.Find(json?.PadRight(200)));

    [Fact]
    public void A_token_is_bounded()
    {
        Assert.NotNull(WebEidToken.Find(Json().PadRight(WebEidToken.MaxLength)));
        Assert.Null(WebEidToken.Find(Json().PadRight(WebEidToken.MaxLength + 1)));
        Assert.Null(WebEidToken.Find(new string('[', WebEidToken.MaxLength)));
    }

    [Fact]
    public void Whatever_arrives_is_a_token_or_none_and_a_mutilated_one_verifies_for_nobody()
    {
        var seeded = new SeededBytes(20260315);
        var original = System.Text.Encoding.UTF8.GetBytes(Json());
        for (var round = 0; round < 5000; round++)
        {
            var token = WebEidToken.Find(System.Text.Encoding.UTF8.GetString(seeded.Mutate(original)));
            Assert.False(token is not null && WebEidSignature.Verifies(token, "https://care.example", "nonce"), $"Round {round}");
        }
    }

    /// <summary>The service looks into a certificate that anybody may have made up.</summary>
    [Fact]
    public void A_mutilated_certificate_verifies_for_nobody_and_breaks_nothing()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var first = new CertificateRequest("CN=555012345678", ecdsa, HashAlgorithmName.SHA256).CreateSelfSigned(from, from.AddYears(1));
        using var second = new CertificateRequest("CN=555012345678", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, from.AddYears(1));
        var seeded = new SeededBytes(20260316);

        for (var round = 0; round < 3000; round++)
        {
            var bytes = seeded.Mutate(round % 2 == 0 ? first.RawData : second.RawData);
            foreach (var algorithm in Enum.GetValues<WebEidAlgorithm>())
            {
                var token = new WebEidToken(bytes, algorithm, new byte[64], "https://care.example/agent/1.0");
                Assert.False(WebEidSignature.Verifies(token, "https://care.example", "nonce"), Convert.ToHexString(bytes));
            }
        }
    }

    [Fact]
    public void What_is_signed_keeps_origin_and_nonce_apart()
    {
        var one = WebEidSignature.ValueToSign(WebEidAlgorithm.ES256, "https://example.com", ".eu1234");
        var other = WebEidSignature.ValueToSign(WebEidAlgorithm.ES256, "https://example.com.eu", "1234");

        Assert.NotEqual(one, other);
        Assert.Equal((64, 96), (one.Length, WebEidSignature.ValueToSign(WebEidAlgorithm.ES384, "https://example.com", "1").Length));
    }

    /// <summary>Made by Web eID's own program with test cards of three countries, and published with the reference validator: web-eid-tokens.json.</summary>
    [Theory]
    [InlineData("Estonia, ES384")]
    [InlineData("Estonia, ES384, the certificate of another card")]
    [InlineData("Finland, ES384")]
    [InlineData("Finland, PS256")]
    [InlineData("Belgium, ES384")]
    [InlineData("Belgium, RS256")]
    public void A_token_that_Web_eID_publishes_is_judged_as_published(string name)
    {
        using var published = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cards/Workstation/web-eid-tokens.json")));
        var one = published.RootElement.GetProperty("tokens").EnumerateArray().Single(t => t.GetProperty("name").GetString() == name);
        var (origin, nonce, judged) = (one.GetProperty("origin").GetString()!, one.GetProperty("nonce").GetString()!, one.GetProperty("judged").GetString());

        var token = WebEidToken.Find(one.GetProperty("token").GetRawText());

        Assert.Equal(judged == "no algorithm of ours", token is null);
        if (token is not null)
        {
            Assert.Equal(judged == "valid", WebEidSignature.Verifies(token, origin, nonce));
            Assert.False(WebEidSignature.Verifies(token, origin + ".example", nonce));
            Assert.False(WebEidSignature.Verifies(token, origin, nonce + "4"));
        }
    }

    private static string Json(string? changed = null, string value = "", string? without = null)
    {
        (string Name, string Value)[] members =
        [
            ("unverifiedCertificate", Certificate),
            ("algorithm", "ES256"),
            ("signature", Signature),
            ("format", "web-eid:1.0"),
            ("appVersion", "https://care.example/agent/1.0"),
        ];
        return "{" + string.Join(',', members
            .Where(member => member.Name != without)
            .Select(member => $"\"{member.Name}\":{(member.Name == changed ? value : $"\"{member.Value}\"")}")) + "}";
    }
}
