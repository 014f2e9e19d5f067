using System.Runtime.Versioning;
using System.Security.Cryptography;
using CareIdentity.Pki.Keys;
using Xunit;

namespace CareIdentity.Tests.Pki.Keys;

/// <summary>What libcrypto signs and checks with a key that was made ready once is what the framework signs and checks, however often it is asked.</summary>
[SupportedOSPlatform("linux")]
public sealed class CurveContextTests
{
    private static readonly ECCurve[] Curves = [ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void One_signs_again_and_again_what_the_framework_checks(int curve)
    {
        RequireLibcrypto();
        using var key = new ECDsaOpenSsl(Curves[curve]);
        using var handle = key.DuplicateKeyHandle();
        using var context = CurveContext.ForSigning(handle);
        var signature = new byte[160];

        for (var i = 0; i < 50; i++)
        {
            var digest = RandomNumberGenerator.GetBytes(32);
            var length = context.Sign(digest, signature);

            Assert.True(EcdsaSignature.IsDer(signature.AsSpan(0, length)));
            Assert.True(key.VerifyHash(digest, signature.AsSpan(0, length), DSASignatureFormat.Rfc3279DerSequence));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void One_checks_again_and_again_what_the_framework_signs(int curve)
    {
        RequireLibcrypto();
        using var key = new ECDsaOpenSsl(Curves[curve]);
        using var read = CurveKeys.Read(SubjectPublicKey.Parse(key.ExportSubjectPublicKeyInfo()));
        using var context = CurveContext.ForChecking(read);

        for (var i = 0; i < 50; i++)
        {
            var digest = RandomNumberGenerator.GetBytes(32);
            var signature = key.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence);
            Assert.True(context.Checks(digest, signature));

            var (other, wrong) = (digest.ToArray(), signature.ToArray());
            other[i % 32] ^= 1;
            wrong[^1] ^= 1;
            Assert.False(context.Checks(other, signature));
            Assert.False(context.Checks(digest, wrong));
            Assert.False(context.Checks(digest, signature.AsSpan(0, signature.Length - 1)));
        }
    }

    [Fact]
    public void A_signature_for_which_there_is_no_room_is_not_made_and_the_next_one_is()
    {
        RequireLibcrypto();
        using var key = new ECDsaOpenSsl(ECCurve.NamedCurves.nistP384);
        using var handle = key.DuplicateKeyHandle();
        using var context = CurveContext.ForSigning(handle);
        var (digest, signature) = (RandomNumberGenerator.GetBytes(48), new byte[104]);

        Assert.Throws<CryptographicException>(() => context.Sign(digest, new byte[20]));
        var length = context.Sign(digest, signature);

        Assert.True(key.VerifyHash(digest, signature.AsSpan(0, length), DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public void What_is_wrong_leaves_nothing_behind_for_the_framework_on_the_thread()
    {
        RequireLibcrypto();
        using var key = new ECDsaOpenSsl(ECCurve.NamedCurves.nistP256);
        using var read = CurveKeys.Read(SubjectPublicKey.Parse(key.ExportSubjectPublicKeyInfo()));
        using var context = CurveContext.ForChecking(read);
        var digest = RandomNumberGenerator.GetBytes(32);

        for (var i = 0; i < 100; i++)
        {
            Assert.False(context.Checks(digest, RandomNumberGenerator.GetBytes(70)));

            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var imported = ECDsa.Create();
            imported.ImportPkcs8PrivateKey(fresh.ExportPkcs8PrivateKey(), out _);
            Assert.True(fresh.VerifyHash(digest, imported.SignHash(digest)));
        }
    }

    [Fact]
    public void Contexts_of_one_key_are_used_by_many_threads_at_once()
    {
        RequireLibcrypto();
        using var key = new ECDsaOpenSsl(ECCurve.NamedCurves.nistP256);
        using var handle = key.DuplicateKeyHandle();
        var digest = RandomNumberGenerator.GetBytes(32);
        var right = 0;

        Parallel.For(
            0,
            2_000,
            () => (Sign: CurveContext.ForSigning(handle), Check: CurveContext.ForChecking(handle)),
            (_, _, own) =>
            {
                Span<byte> signature = stackalloc byte[72];
                if (own.Check.Checks(digest, signature[..own.Sign.Sign(digest, signature)]))
                {
                    Interlocked.Increment(ref right);
                }

                return own;
            },
            own =>
            {
                own.Sign.Dispose();
                own.Check.Dispose();
            });

        Assert.Equal(2_000, right);
    }

    private static void RequireLibcrypto() => Assert.SkipUnless(CurveKeys.AreReadHere, "libcrypto of OpenSSL 3 is not here.");
}
