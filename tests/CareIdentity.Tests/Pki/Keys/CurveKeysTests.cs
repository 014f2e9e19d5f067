using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using CareIdentity.Pki;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using Xunit;

namespace CareIdentity.Tests.Pki.Keys;

/// <summary>Keys that are read without the framework's multiplication are accepted and refused as it does, to the last bit.</summary>
public sealed class CurveKeysTests
{
    private static readonly ECCurve[] Curves = [ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521];

    [Fact]
    public void Keys_are_read_so_where_the_frameworks_libcrypto_is_here()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/lib/x86_64-linux-gnu/libcrypto.so.3"), "OpenSSL 3 is not where Debian puts it.");

        Assert.True(CurveKeys.AreReadHere);
    }

    [Theory]
    [InlineData("ecdsa_secp256r1_sha256_test.json")]
    [InlineData("ecdsa_secp256r1_sha256_p1363_test.json")]
    [InlineData("ecdsa_secp384r1_sha384_test.json")]
    [InlineData("rsa_signature_2048_sha256_test.json")]
    [InlineData("rsa_signature_3072_sha256_test.json")]
    [InlineData("rsa_pss_2048_sha256_mgf1_32_test.json")]
    public void Every_key_of_Wycheproof_is_judged_as_by_the_framework(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Find("data/wycheproof/" + file)));
        var keys = document.RootElement.GetProperty("testGroups").EnumerateArray().Select(group => group.GetProperty("publicKeyDer").GetString()!).Distinct().ToList();

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Agree(Convert.FromHexString(key), expected: true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_key_with_any_bit_changed_is_judged_as_by_the_framework(int curve)
    {
        var info = NewKey(Curves[curve]);
        var judged = 0;
        for (var bit = 0; bit < info.Length * 8; bit++)
        {
            var changed = info.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            judged += Agree(changed) ? 1 : 0;
        }

        // Every bit of the point itself got as far as the library.
        Assert.True(judged >= 8 * 2 * FieldOctets(info), $"{judged} of {info.Length * 8} were judged.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_key_that_is_cut_off_or_goes_on_is_refused(int curve)
    {
        var info = NewKey(Curves[curve]);

        Assert.All(Enumerable.Range(0, info.Length), length => Assert.Throws<PkiFormatException>(() => Use(info[..length])));
        Assert.Throws<PkiFormatException>(() => Use([.. info, 0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_points_and_those_at_the_edges_of_the_field_are_judged_as_by_the_framework(int curve)
    {
        var info = NewKey(Curves[curve]);
        var octets = FieldOctets(info);
        var random = new SeededOctets(20261129 + (ulong)curve);
        for (var i = 0; i < 200; i++)
        {
            for (var at = info.Length - (2 * octets); at < info.Length; at++)
            {
                info[at] = random.Next();
            }

            Agree(info);
        }

        foreach (var x in new byte[] { 0x00, 0x01, 0xFF })
        {
            foreach (var y in new byte[] { 0x00, 0x01, 0xFF })
            {
                info.AsSpan(info.Length - (2 * octets), octets).Fill(x);
                info.AsSpan(info.Length - octets).Fill(y);
                Agree(info, expected: false);
            }
        }
    }

    /// <summary>SP 800-56A Rev. 3 §5.6.2.3.4 step 2: x + p names the same point of the curve and must not be a second way of writing it.</summary>
    [Fact]
    public void A_coordinate_that_is_not_reduced_is_refused()
    {
        var p = BigInteger.Parse("0ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", System.Globalization.NumberStyles.HexNumber, null);
        var b = BigInteger.Parse("05ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", System.Globalization.NumberStyles.HexNumber, null);
        var seen = 0;
        for (var x = BigInteger.Zero; seen < 4; x++)
        {
            var square = ((((x * x * x) - (3 * x) + b) % p) + p) % p;
            var y = BigInteger.ModPow(square, (p + 1) / 4, p);
            if (y * y % p == square)
            {
                Agree(P256(x, y), expected: true);
                Agree(P256(x + p, y), expected: false);
                seen++;
            }
        }
    }

    /// <summary>A point that is on the curve of another b: with P-256's arithmetic a signature check under it would run in another group.</summary>
    [Fact]
    public void A_point_of_another_curve_is_refused()
    {
        var info = NewKey(ECCurve.NamedCurves.nistP256);
        var point = info.AsSpan(info.Length - 64);
        // y → y + 1 puts it on y² = x³ − 3x + b′.
        point[63]++;

        Agree(info, expected: false);
    }

    [Fact]
    public void What_was_refused_leaves_nothing_behind_for_the_next_on_the_thread()
    {
        var (good, bad) = (NewKey(ECCurve.NamedCurves.nistP256), NewKey(ECCurve.NamedCurves.nistP256));
        bad[^1] ^= 1;
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (data, other) = ("data"u8.ToArray(), "other"u8.ToArray());
        var signature = signer.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        using var verifier = SignatureVerifier.For(signer.ExportSubjectPublicKeyInfo());

        for (var i = 0; i < 100; i++)
        {
            Assert.Throws<PkiFormatException>(() => Use(bad));
            Use(good);
            Assert.True(verifier.Verify(SignatureAlgorithm.EcdsaSha256, data, signature));
            Assert.False(verifier.Verify(SignatureAlgorithm.EcdsaSha256, other, signature));
        }
    }

    [Fact]
    public void Many_threads_read_and_check_at_once()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var info = signer.ExportSubjectPublicKeyInfo();
        var data = "data"u8.ToArray();
        var signature = signer.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        var right = 0;
        Parallel.For(0, 2_000, _ =>
        {
            using var verifier = SignatureVerifier.For(info);
            if (verifier.Verify(SignatureAlgorithm.EcdsaSha256, data, signature))
            {
                Interlocked.Increment(ref right);
            }
        });

        Assert.Equal(2_000, right);
    }

    /// <summary>False where our own strict reader refused it before anybody else saw it.</summary>
    private static bool Agree(byte[] info, bool? expected = null)
    {
        SubjectPublicKey key;
        try
        {
            key = SubjectPublicKey.Parse(info);
        }
        catch (PkiFormatException)
        {
            Assert.NotEqual(true, expected);
            return false;
        }

        var ours = Accepts(() => UsableKey.Of(key).Dispose());
        Assert.Equal(Accepts(() => ByFramework(key)), ours);
        Assert.Equal(expected ?? ours, ours);
        return true;
    }

    private static void ByFramework(SubjectPublicKey key)
    {
        using AsymmetricAlgorithm made = key.IsRsa ? RSA.Create() : ECDsa.Create();
        made.ImportSubjectPublicKeyInfo(key.Encoded.Span, out _);
    }

    private static bool Accepts(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception refused) when (refused is PkiFormatException or CryptographicException)
        {
            return false;
        }
    }

    private static void Use(byte[] info) => UsableKey.Of(SubjectPublicKey.Parse(info)).Dispose();

    private static byte[] NewKey(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static int FieldOctets(byte[] info) => SubjectPublicKey.Parse(info).KeyBits.Length / 2;

    private static byte[] P256(BigInteger x, BigInteger y)
    {
        var info = NewKey(ECCurve.NamedCurves.nistP256);
        Write(x, info.AsSpan(info.Length - 64, 32));
        Write(y, info.AsSpan(info.Length - 32));
        return info;
    }

    private static void Write(BigInteger value, Span<byte> octets)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        octets.Clear();
        bytes.CopyTo(octets[(octets.Length - bytes.Length)..]);
    }
}
