using System.Text.Json;
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
}
