using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using CareIdentity.Pki.Keys;
using Xunit;

namespace CareIdentity.Tests.Pki.Keys;

public sealed class KeyPolicyTests
{
    [Theory]
    [InlineData(2048)]
    [InlineData(3072)]
    public void A_good_RSA_key_passes(int bits)
    {
        using var key = RSA.Create(bits);

        Assert.Empty(KeyPolicy.Check(key.ExportSubjectPublicKeyInfo()));
    }

    [Trait("Incident", "I1 ROCA, CVE-2017-15361")]
    [Theory]
    [InlineData(BadModuli.Roca, "RsaIsNotRoca")]
    [InlineData(BadModuli.CloseFactors, "RsaFactorsAreNotClose")]
    [InlineData(BadModuli.SmallFactor, "RsaHasNoSmallFactor")]
    public void Incident_a_modulus_of_a_faulty_generator_ROCA(string modulus, string rule)
    {
        var finding = Assert.Single(KeyPolicy.Check(RsaKey(Convert.FromHexString(modulus))));

        Assert.Equal(rule, finding.Rule);
        Assert.NotEmpty(finding.Citation);
    }

    [Fact]
    public void Twenty_good_moduli_do_not_have_the_ROCA_fingerprint()
    {
        using var key = RSA.Create(2048);
        var modulus = new BigInteger(key.ExportParameters(false).Modulus, isUnsigned: true, isBigEndian: true);

        // Odd numbers beside a good modulus are as random as it is.
        Assert.All(Enumerable.Range(0, 20), i => Assert.False(RsaFaults.HasRocaFingerprint(modulus + 2 * i)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(65539)]
    public void Another_exponent_is_refused(int exponent)
    {
        using var key = RSA.Create(2048);

        Assert.Equal("RsaExponentIs65537", Assert.Single(KeyPolicy.Check(RsaKey(key.ExportParameters(false).Modulus!, exponent))).Rule);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2056)]
    [InlineData(4096)]
    public void Another_length_is_refused(int bits)
    {
        var modulus = (BigInteger.One << (bits - 1)) + 1;

        Assert.Equal("RsaLengthIsAllowed", Assert.Single(KeyPolicy.Check(RsaKey(modulus.ToByteArray(isUnsigned: true, isBigEndian: true)))).Rule);
    }

    [Fact]
    public void P_256_and_P_384_pass_and_P_521_does_not()
    {
        Assert.Empty(KeyPolicy.Check(CurveKey(ECCurve.NamedCurves.nistP256)));
        Assert.Empty(KeyPolicy.Check(CurveKey(ECCurve.NamedCurves.nistP384)));
        Assert.Equal("CurveIsAllowed", Assert.Single(KeyPolicy.Check(CurveKey(ECCurve.NamedCurves.nistP521))).Rule);
        Assert.Equal("KeyIsWellFormed", Assert.Single(KeyPolicy.Check(CurveKey(ECCurve.NamedCurves.brainpoolP256r1))).Rule);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(63)]
    public void A_point_beside_the_curve_is_refused(int octet)
    {
        var key = CurveKey(ECCurve.NamedCurves.nistP256);
        key[^(64 - octet)] ^= 1;

        Assert.Equal("PointIsOnTheCurve", Assert.Single(KeyPolicy.Check(key)).Rule);
    }

    [Fact]
    public void A_compressed_point_is_refused()
    {
        var key = CurveKey(ECCurve.NamedCurves.nistP256);
        // 02 ‖ x in a BIT STRING that is 32 octets shorter.
        byte[] compressed = [0x30, 0x39, .. key.AsSpan(2, 21), 0x03, 0x22, 0x00, 0x02, .. key.AsSpan(27, 32)];

        Assert.Equal("KeyIsWellFormed", Assert.Single(KeyPolicy.Check(compressed)).Rule);
    }

    [Fact]
    public void Two_hundred_new_points_are_on_their_curves()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Empty(KeyPolicy.Check(CurveKey(ECCurve.NamedCurves.nistP256)));
            Assert.Empty(KeyPolicy.Check(CurveKey(ECCurve.NamedCurves.nistP384)));
        }
    }

    [Fact]
    public void Octets_that_are_no_key_are_refused() => Assert.Equal("KeyIsWellFormed", Assert.Single(KeyPolicy.Check(new byte[] { 0x30, 0x00 })).Rule);

    internal static byte[] RsaKey(byte[] modulus, int exponent = 65537)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        using (inner.PushSequence())
        {
            inner.WriteInteger(new BigInteger(modulus, isUnsigned: true, isBigEndian: true));
            inner.WriteInteger(exponent);
        }

        var outer = new AsnWriter(AsnEncodingRules.DER);
        using (outer.PushSequence())
        {
            using (outer.PushSequence())
            {
                outer.WriteObjectIdentifier("1.2.840.113549.1.1.1");
                outer.WriteNull();
            }

            outer.WriteBitString(inner.Encode());
        }

        return outer.Encode();
    }

    private static byte[] CurveKey(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return key.ExportSubjectPublicKeyInfo();
    }
}
