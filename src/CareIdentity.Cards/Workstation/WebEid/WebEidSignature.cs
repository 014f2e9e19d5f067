using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>What is signed, and whether it was: shared by the workstation and the service, so that both mean the same.</summary>
public static class WebEidSignature
{
    /// <summary>
    /// <c>hash(origin) ‖ hash(challenge nonce)</c>, with the hash of the algorithm; both texts in UTF-8. Hashed first, so that no other pair of
    /// texts runs together to the same value.
    /// </summary>
    public static byte[] ValueToSign(WebEidAlgorithm algorithm, string origin, string nonce) =>
    [
        .. CryptographicOperations.HashData(algorithm.Hash(), Encoding.UTF8.GetBytes(origin)),
        .. CryptographicOperations.HashData(algorithm.Hash(), Encoding.UTF8.GetBytes(nonce)),
    ];

    /// <summary>The digest that a card signs.</summary>
    public static byte[] Digest(WebEidAlgorithm algorithm, string origin, string nonce) =>
        CryptographicOperations.HashData(algorithm.Hash(), ValueToSign(algorithm, origin, nonce));

    /// <summary>
    /// Did the key of the token's certificate sign this origin and this nonce? Then both are the ones that we mean, without looking at them
    /// in any other way. Says nothing about the certificate.
    /// </summary>
    public static bool Verifies(WebEidToken token, string origin, string nonce)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(token.UnverifiedCertificate.Span);
            return Verifies(certificate.PublicKey, token.Algorithm, token.Signature.Span, origin, nonce);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    internal static bool Verifies(PublicKey key, WebEidAlgorithm algorithm, ReadOnlySpan<byte> signature, string origin, string nonce) =>
        Verifies(key, algorithm, signature, ValueToSign(algorithm, origin, nonce));

    /// <summary>ECDSA as r ‖ s, of the field's length each (RFC 7518 §3.4).</summary>
    internal static bool Verifies(PublicKey key, WebEidAlgorithm algorithm, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> signed)
    {
        // The key decides which algorithm it is for; a token cannot choose another.
        if (WebEidAlgorithms.Of(key) != algorithm)
        {
            return false;
        }

        using var ecdsa = key.GetECDsaPublicKey();
        using var rsa = key.GetRSAPublicKey();
        return ecdsa?.VerifyData(signed, signature, algorithm.Hash(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ?? rsa?.VerifyData(signed, signature, algorithm.Hash(), RSASignaturePadding.Pkcs1)
            ?? false;
    }
}
