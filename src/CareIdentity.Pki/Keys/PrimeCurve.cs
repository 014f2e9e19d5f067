using System.Globalization;
using System.Numerics;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// The field and the equation y² = x³ − 3x + b of a NIST curve (NIST SP 800-186 §3.2.1). The cofactor is one, so every point on the
/// curve but infinity, which has no uncompressed form, is in the group.
/// </summary>
internal sealed class PrimeCurve
{
    private static readonly PrimeCurve P256 = new(
        "0ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "05ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    private static readonly PrimeCurve P384 = new(
        "0fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        "0b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef");

    private readonly BigInteger _p;
    private readonly BigInteger _b;

    private PrimeCurve(string p, string b)
    {
        _p = BigInteger.Parse(p, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        _b = BigInteger.Parse(b, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    public static PrimeCurve For(PublicKeyKind kind) => kind switch
    {
        PublicKeyKind.EcP256 => P256,
        PublicKeyKind.EcP384 => P384,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Whether an uncompressed point (04 ‖ x ‖ y) is on the curve, its coordinates reduced: SP 800-56A Rev. 3 §5.6.2.3.3 steps 2 and 3.</summary>
    public bool Holds(ReadOnlySpan<byte> point)
    {
        var octets = point.Length / 2;
        var x = new BigInteger(point.Slice(1, octets), isUnsigned: true, isBigEndian: true);
        var y = new BigInteger(point.Slice(1 + octets, octets), isUnsigned: true, isBigEndian: true);
        return x < _p && y < _p && (y * y - (x * x - 3) * x - _b) % _p == 0;
    }
}
