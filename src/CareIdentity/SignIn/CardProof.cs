using System.Security.Cryptography;
using System.Text;
using CareIdentity.Pki.Keys;

namespace CareIdentity.SignIn;

/// <summary>
/// Whether the card signed this origin and this nonce: signature over hash(hash(origin) ‖ hash(nonce)), with the hash of the
/// algorithm (Web eID system architecture, "Token signing"). Each key has one algorithm; the token's word for it is not enough.
/// </summary>
internal static class CardProof
{
    public static bool Holds(WebEidToken token, string origin, string nonce)
    {
        if (KeyPolicy.Check(token.UnverifiedCertificate.PublicKey).Count > 0)
        {
            return false;
        }

        var key = SubjectPublicKey.Parse(token.UnverifiedCertificate.PublicKey);
        return (key.Kind, token.Algorithm) switch
        {
            (PublicKeyKind.EcP256, "ES256") => HoldsForCurve(token, Signed(origin, nonce, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256),
            (PublicKeyKind.EcP384, "ES384") => HoldsForCurve(token, Signed(origin, nonce, HashAlgorithmName.SHA384), HashAlgorithmName.SHA384),
            (PublicKeyKind.Rsa, "RS256") => HoldsForRsa(token, Signed(origin, nonce, HashAlgorithmName.SHA256)),
            _ => false,
        };
    }

    /// <summary>The signature is r ‖ s at full length, as in JWS (RFC 7518 §3.4).</summary>
    private static bool HoldsForCurve(WebEidToken token, byte[] signed, HashAlgorithmName hash)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(token.UnverifiedCertificate.PublicKey.Span, out _);
        return key.VerifyData(signed, token.Signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static bool HoldsForRsa(WebEidToken token, byte[] signed)
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(token.UnverifiedCertificate.PublicKey.Span, out _);
        return key.VerifyData(signed, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static byte[] Signed(string origin, string nonce, HashAlgorithmName hash) =>
    [
        .. CryptographicOperations.HashData(hash, Encoding.UTF8.GetBytes(origin)),
        .. CryptographicOperations.HashData(hash, Encoding.UTF8.GetBytes(nonce)),
    ];
}
