using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Pki.Jose;
using CareIdentity.Pki.Keys;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Keys;

public sealed class WycheproofTests
{
    [Theory]
    [InlineData("ecdsa_secp256r1_sha256_test.json", "ecdsa-with-SHA256", 484)]
    [InlineData("ecdsa_secp384r1_sha384_test.json", "ecdsa-with-SHA384", 504)]
    [InlineData("rsa_signature_2048_sha256_test.json", "sha256WithRSAEncryption", 259)]
    [InlineData("rsa_signature_3072_sha256_test.json", "sha256WithRSAEncryption", 259)]
    public void Every_signature_case_comes_out_as_expected(string file, string algorithmName, int cases)
    {
        var algorithm = new[] { SignatureAlgorithm.EcdsaSha256, SignatureAlgorithm.EcdsaSha384, SignatureAlgorithm.RsaSha256 }.Single(a => a.Name == algorithmName);
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Find("data/wycheproof/" + file)));
        var (run, wrong) = (0, new List<int>());

        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            using var verifier = SignatureVerifier.For(Convert.FromHexString(group.GetProperty("publicKeyDer").GetString()!));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var message = Convert.FromHexString(test.GetProperty("msg").GetString()!);
                var signature = Convert.FromHexString(test.GetProperty("sig").GetString()!);
                var accepted = verifier.Verify(algorithm, message, signature);
                // "acceptable" is a legacy encoding: either answer is right, so only "valid" and "invalid" are held to theirs.
                var expected = test.GetProperty("result").GetString();
                if ((expected == "valid" && !accepted) || (expected == "invalid" && accepted))
                {
                    wrong.Add(test.GetProperty("tcId").GetInt32());
                }

                run++;
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(cases, run);
    }

    /// <summary>As tokens carry it: r ‖ s (RFC 7518 §3.4), and PSS (§3.5).</summary>
    [Theory]
    [InlineData("ecdsa_secp256r1_sha256_p1363_test.json", "ES256", 262)]
    [InlineData("rsa_pss_2048_sha256_mgf1_32_test.json", "PS256", 108)]
    [InlineData("rsa_signature_2048_sha256_test.json", "RS256", 259)]
    [InlineData("rsa_signature_3072_sha256_test.json", "RS256", 259)]
    public void Every_signature_case_comes_out_as_expected_as_a_token_carries_it(string file, string algorithm, int cases)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Find("data/wycheproof/" + file)));
        var (run, wrong) = (0, new List<int>());

        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var info = Convert.FromHexString(group.GetProperty("publicKeyDer").GetString()!);
            var webEid = WebEidAlgorithms.Find(algorithm);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var message = Convert.FromHexString(test.GetProperty("msg").GetString()!);
                var signature = Convert.FromHexString(test.GetProperty("sig").GetString()!);
                var accepted = JoseAlgorithm.Find(algorithm)!.Verify(SubjectPublicKey.Parse(info), message, signature);
                var byToken = webEid is { } known ? WebEidSignature.Verifies(PublicKey.CreateFromSubjectPublicKeyInfo(info, out _), known, signature, message) : accepted;
                var expected = test.GetProperty("result").GetString();
                if (accepted != byToken || (expected == "valid" && !accepted) || (expected == "invalid" && accepted))
                {
                    wrong.Add(test.GetProperty("tcId").GetInt32());
                }

                run++;
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(cases, run);
    }

    /// <summary>What we refuse though others take it, each with its reason; one that is taken after all fails the test.</summary>
    private static readonly Dictionary<string, string> StricterThanOthers = new()
    {
        ["oct"] = "a shared secret proves nothing to a third (RFC 8725 §3.1; security.md I11)",
        ["ES521"] = "the curve is P-521, which KeyPolicy refuses, and the name is none of RFC 7518",
        ["PS384 by a key for PS256"] = "RFC 8725 §3.1: the key says which algorithm",
    };

    [Theory]
    [InlineData("json_web_signature_test.json", 401)]
    [InlineData("json_web_key_test.json", 26)]
    public void Every_JWS_and_JWK_case_comes_out_as_expected_or_is_refused_for_a_written_reason(string file, int cases)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Find("data/wycheproof/" + file)));
        var (run, wrong) = (0, new List<string>());

        foreach (var group in document.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var keys = KeysOf(group.TryGetProperty("public", out var open) ? open : group.GetProperty("private"));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var compact = test.GetProperty("jws").GetString()!;
                var accepted = keys is not null && JsonWebSignature.Verify(compact, keys) is not null;
                var expected = test.GetProperty("result").GetString() == "valid" && WhyStricter(group, compact) is null;
                if (accepted != expected)
                {
                    wrong.Add($"{(accepted ? "accepted" : "refused")}: {test.GetProperty("tcId")} {test.GetProperty("comment")}");
                }

                run++;
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(cases, run);
    }

    private static IReadOnlyList<JsonWebKey>? KeysOf(JsonElement json)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(json.GetRawText());
        if (json.TryGetProperty("keys", out _))
        {
            var set = JsonWebKey.ParseSet(text);
            return set.Passed ? set.Value : null;
        }

        var one = JsonWebKey.Parse(text);
        return one.Passed ? [one.Value] : null;
    }

    private static string? WhyStricter(JsonElement group, string compact)
    {
        var key = group.GetProperty("private");
        var all = key.TryGetProperty("keys", out var keys) ? keys.EnumerateArray().ToList() : [key];
        if (all.Exists(one => one.TryGetProperty("kty", out var type) && type.GetString() == "oct"))
        {
            return StricterThanOthers["oct"];
        }

        return (key.TryGetProperty("alg", out var algorithm) ? algorithm.GetString() : null) switch
        {
            "ES521" => StricterThanOthers["ES521"],
            "PS256" when compact.StartsWith("eyJhbGciOiJQUzM4NCI", StringComparison.Ordinal) => StricterThanOthers["PS384 by a key for PS256"],
            _ => null,
        };
    }
}
