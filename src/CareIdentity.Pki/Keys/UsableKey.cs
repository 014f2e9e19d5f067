using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Keys;

/// <summary>The one place where a public key becomes something that checks signatures.</summary>
internal static class UsableKey
{
    /// <exception cref="PkiFormatException">The point is not on its curve, or the modulus cannot be used.</exception>
    public static AsymmetricAlgorithm Of(SubjectPublicKey key)
    {
        try
        {
            return !key.IsRsa && OperatingSystem.IsLinux() && CurveKeys.AreReadHere ? CurveKeys.Read(key) : ByFramework(key);
        }
        catch (CryptographicException refused)
        {
            throw new PkiFormatException("The public key is not usable: its point or modulus is invalid.", refused);
        }
    }

    private static AsymmetricAlgorithm ByFramework(SubjectPublicKey key)
    {
        AsymmetricAlgorithm made = key.IsRsa ? RSA.Create() : ECDsa.Create();
        try
        {
            made.ImportSubjectPublicKeyInfo(key.Encoded.Span, out _);
            return made;
        }
        catch (CryptographicException)
        {
            made.Dispose();
            throw;
        }
    }
}
