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
            if (key.IsRsa || !OperatingSystem.IsLinux() || !CurveKeys.AreReadHere)
            {
                return ByFramework(key);
            }

            using var read = CurveKeys.Read(key);
            return new ECDsaOpenSsl(read);
        }
        catch (CryptographicException refused)
        {
            throw Unusable(refused);
        }
    }

    /// <summary>What checks one signature after the other: a <see cref="CurveContext"/>, or a key of the framework.</summary>
    /// <exception cref="PkiFormatException">As <see cref="Of"/>.</exception>
    public static IDisposable ForChecking(SubjectPublicKey key)
    {
        try
        {
            if (key.IsRsa || !OperatingSystem.IsLinux() || !CurveKeys.AreReadHere)
            {
                return ByFramework(key);
            }

            using var read = CurveKeys.Read(key);
            return CurveContext.ForChecking(read);
        }
        catch (CryptographicException refused)
        {
            throw Unusable(refused);
        }
    }

    private static PkiFormatException Unusable(CryptographicException refused) =>
        new("The public key is not usable: its point or modulus is invalid.", refused);

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
