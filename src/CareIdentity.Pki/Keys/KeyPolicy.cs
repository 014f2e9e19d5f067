using System.Numerics;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Which public keys may be certified and trusted: right kind and size, and none of the known faults of generators. Whether a key was
/// seen before is for the register to say, which alone knows them all.
/// </summary>
public static class KeyPolicy
{
    /// <summary>Checks a SubjectPublicKeyInfo from outside; empty when the key is good.</summary>
    public static IReadOnlyList<Finding> Check(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        try
        {
            return Check(SubjectPublicKey.Parse(subjectPublicKeyInfo));
        }
        catch (PkiFormatException malformed)
        {
            return [new Finding("KeyIsWellFormed", "RFC 5280 §4.1.2.7", malformed.Message)];
        }
    }

    /// <summary>Empty when the key is good.</summary>
    public static IReadOnlyList<Finding> Check(SubjectPublicKey key)
    {
        var finding = key.IsRsa ? CheckRsa(key.Modulus, key.Exponent) : CheckCurve(key);
        return finding is null ? [] : [finding];
    }

    private static Finding? CheckCurve(SubjectPublicKey key) => key.Kind switch
    {
        PublicKeyKind.EcP521 => new("CurveIsAllowed", "certificate policy §6.1.5", "The curve is P-521; cards and authorities use P-256 or P-384."),
        _ when !PrimeCurve.For(key.Kind).Holds(key.KeyBits.Span) =>
            new("PointIsOnTheCurve", "NIST SP 800-56A Rev. 3 §5.6.2.3.3", "The public key is not a point of its curve."),
        _ => null,
    };

    private static Finding? CheckRsa(BigInteger modulus, BigInteger exponent)
    {
        // FIPS 186-5 §5.1: at least 2048 bits; only the two sizes that cards make, exactly, so that nothing odd-sized slips in.
        if (modulus.GetBitLength() is not (2048 or 3072))
        {
            return new("RsaLengthIsAllowed", "FIPS 186-5 §5.1; certificate policy §6.1.5", $"The modulus has {modulus.GetBitLength()} bits; 2048 and 3072 are allowed.");
        }

        // FIPS 186-5 §A.1.1 allows 2^16 < e < 2^256; one exponent is enough and is what every card uses.
        if (exponent != 65537)
        {
            return new("RsaExponentIs65537", "FIPS 186-5 §A.1.1; certificate policy §6.1.6", "The public exponent is not 65537.");
        }

        if (RsaFaults.HasSmallFactor(modulus))
        {
            return new("RsaHasNoSmallFactor", "NIST SP 800-89 §5.3.3", "The modulus is divisible by a prime below 752.");
        }

        if (RsaFaults.HasRocaFingerprint(modulus))
        {
            return new("RsaIsNotRoca", "CVE-2017-15361", "The modulus has the fingerprint of the faulty Infineon generator (ROCA).");
        }

        return RsaFaults.HasCloseFactors(modulus)
            ? new("RsaFactorsAreNotClose", "FIPS 186-5 §A.1.3 step 5.4; CVE-2022-26320", "Fermat's method factors the modulus: its primes are too close.")
            : null;
    }
}
