using System.Security.Cryptography;

namespace CareIdentity.Pki.Keys;

internal static class EcCurves
{
    public static ECCurve For(KeyKind kind) => kind switch
    {
        KeyKind.EcP256 => ECCurve.NamedCurves.nistP256,
        KeyKind.EcP384 => ECCurve.NamedCurves.nistP384,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
