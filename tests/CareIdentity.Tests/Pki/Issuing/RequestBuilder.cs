using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CareIdentity.Tests.Pki.Issuing;

/// <summary>PKCS#10 requests made by the framework, independently of the code under test.</summary>
internal static class RequestBuilder
{
    /// <summary>Of a P-256 key that is forgotten, unless one is given.</summary>
    public static string Pem(string subject, Action<SubjectAlternativeNameBuilder>? names = null, ECDsa? key = null, params IReadOnlyList<X509Extension> more)
    {
        using var own = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var request = new CertificateRequest(subject, key ?? own!, HashAlgorithmName.SHA256);
        return Finish(request, names, more).CreateSigningRequestPem();
    }

    public static string OfRsa(string subject, int bits)
    {
        using var key = RSA.Create(bits);
        return Finish(new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), null, []).CreateSigningRequestPem();
    }

    public static byte[] Der(string pem) => Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);

    public static string ToPem(byte[] der) => PemEncoding.WriteString("CERTIFICATE REQUEST", der);

    private static CertificateRequest Finish(CertificateRequest request, Action<SubjectAlternativeNameBuilder>? names, IReadOnlyList<X509Extension> more)
    {
        if (names is not null)
        {
            var builder = new SubjectAlternativeNameBuilder();
            names(builder);
            request.CertificateExtensions.Add(builder.Build());
        }

        foreach (var extension in more)
        {
            request.CertificateExtensions.Add(extension);
        }

        return request;
    }
}
