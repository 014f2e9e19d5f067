using System.Security.Cryptography;
using System.Text;
using CareIdentity.Pki.Keys;
using Xunit;

namespace CareIdentity.Tests.Pki.Keys;

/// <summary>What <see cref="IKeyStore"/> promises, for every store.</summary>
public abstract class KeyStoreContractTests : IDisposable
{
    private static readonly KeyName Name = KeyName.Parse("issuing-2030");

    protected abstract IKeyStore Store { get; }

    [Theory]
    [InlineData(KeyKind.EcP256)]
    [InlineData(KeyKind.EcP384)]
    public async Task A_key_signs_what_its_public_key_verifies(KeyKind kind)
    {
        var publicKey = await Store.CreateKeyAsync(Name, kind, default);
        var algorithm = SignatureAlgorithm.For(SubjectPublicKey.Parse(publicKey));
        var data = "to be signed"u8.ToArray();

        var signature = await Store.SignDigestAsync(Name, algorithm, algorithm.Digest(data), default);

        using var theirs = ECDsa.Create();
        theirs.ImportSubjectPublicKeyInfo(publicKey.Span, out _);
        Assert.True(theirs.VerifyData(data, signature, algorithm.Hash, DSASignatureFormat.Rfc3279DerSequence));
        Assert.Equal(publicKey.ToArray(), (await Store.FindPublicKeyAsync(Name, default))!.Value.ToArray());
        Assert.Empty(KeyPolicy.Check(publicKey));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        var first = await Store.CreateKeyAsync(Name, KeyKind.EcP256, default);
        await Store.CreateSecretAsync(Name, default);

        await Assert.ThrowsAsync<KeyStoreException>(async () => await Store.CreateKeyAsync(Name, KeyKind.EcP256, default));
        await Assert.ThrowsAsync<KeyStoreException>(async () => await Store.CreateSecretAsync(Name, default));
        Assert.Equal(first.ToArray(), (await Store.FindPublicKeyAsync(Name, default))!.Value.ToArray());
    }

    [Fact]
    public async Task A_name_that_was_never_given_is_not_found()
    {
        Assert.Null(await Store.FindPublicKeyAsync(Name, default));
        Assert.False(await Store.HasSecretAsync(Name, default));
        await Assert.ThrowsAsync<KeyStoreException>(async () => await Store.SignDigestAsync(Name, SignatureAlgorithm.EcdsaSha256, new byte[32], default));
        await Assert.ThrowsAsync<KeyStoreException>(async () => await Store.DeriveAsync(Name, "label", default, 16, default));
    }

    [Fact]
    public async Task A_key_does_not_sign_with_the_algorithm_of_another_kind()
    {
        await Store.CreateKeyAsync(Name, KeyKind.EcP256, default);

        await Assert.ThrowsAsync<KeyStoreException>(async () => await Store.SignDigestAsync(Name, SignatureAlgorithm.EcdsaSha384, new byte[48], default));
    }

    [Fact]
    public async Task Derived_keys_are_repeatable_and_unrelated_for_another_label_context_or_secret()
    {
        var other = KeyName.Parse("other");
        await Store.CreateSecretAsync(Name, default);
        await Store.CreateSecretAsync(other, default);

        var key = await Store.DeriveAsync(Name, "piv-management-key", "card 1"u8.ToArray(), 24, default);

        Assert.Equal(24, key.Length);
        Assert.Equal(key, await Store.DeriveAsync(Name, "piv-management-key", "card 1"u8.ToArray(), 24, default));
        Assert.NotEqual(key, await Store.DeriveAsync(Name, "piv-puk", "card 1"u8.ToArray(), 24, default));
        Assert.NotEqual(key, await Store.DeriveAsync(Name, "piv-management-key", "card 2"u8.ToArray(), 24, default));
        Assert.NotEqual(key, await Store.DeriveAsync(other, "piv-management-key", "card 1"u8.ToArray(), 24, default));
    }

    [Fact]
    public async Task Many_threads_sign_with_one_key()
    {
        var publicKey = await Store.CreateKeyAsync(Name, KeyKind.EcP256, default);
        using var verifier = SignatureVerifier.For(publicKey);

        await Parallel.ForAsync(0, 200, async (i, ct) =>
        {
            var data = System.Text.Encoding.UTF8.GetBytes($"document {i}");
            var signature = await Store.SignDigestAsync(Name, SignatureAlgorithm.EcdsaSha256, SHA256.HashData(data), ct);
            Assert.True(verifier.Verify(SignatureAlgorithm.EcdsaSha256, data, signature));
        });
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => (Store as IDisposable)?.Dispose();
}
