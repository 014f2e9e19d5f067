using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Validation;
using Xunit;

namespace CareIdentity.Tests.Pki.Validation;

/// <summary>What a hostile set of authorities costs.</summary>
public sealed class SignatureMemoryTests
{
    [Fact]
    public async Task A_hundred_certificates_of_one_key_cost_one_check()
    {
        using var given = await PkiGiven.AHierarchy();
        var (memory, issuing) = (new SignatureMemory(new(), await given.ACard()), given.Hierarchy.Issuing);
        using var key = new AuthorityKey(issuing.PublicKey);
        var card = await given.ACard();

        for (var i = 0; i < 100; i++)
        {
            Assert.True(memory.IsSignedBy(card, new Authority(ParsedCertificate.Parse(issuing.Der.ToArray()), isAnchor: false, key)));
            Assert.True(memory.HasBudget);
        }
    }

    [Fact]
    public async Task The_search_ends_among_namesakes_with_keys_of_their_own()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();
        var (memory, asked) = (new SignatureMemory(new(), card), 0);
        while (memory.HasBudget && asked < 1_000)
        {
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var key = new AuthorityKey(other.ExportSubjectPublicKeyInfo());
            Assert.False(memory.IsSignedBy(card, new Authority(given.Hierarchy.Issuing, isAnchor: false, key)));
            asked++;
        }

        Assert.Equal(32, asked);
    }
}
