namespace CareIdentity.Pki.Encoding;

/// <summary>The identifiers of the standards that this library reads and writes. Our own arc stands in <c>Profiles/PolicyArc.cs</c>.</summary>
public static class Oids
{
    // RFC 5280 appendix A.1: naming attributes.
    public static readonly ObjectIdentifier CommonName = ObjectIdentifier.Parse("2.5.4.3");
    public static readonly ObjectIdentifier SerialNumber = ObjectIdentifier.Parse("2.5.4.5");
    public static readonly ObjectIdentifier Country = ObjectIdentifier.Parse("2.5.4.6");
    public static readonly ObjectIdentifier Organisation = ObjectIdentifier.Parse("2.5.4.10");
    public static readonly ObjectIdentifier OrganisationalUnit = ObjectIdentifier.Parse("2.5.4.11");
    public static readonly ObjectIdentifier EmailAddress = ObjectIdentifier.Parse("1.2.840.113549.1.9.1");

    // RFC 5480 §2.1.1, RFC 3279 §2.3.1: public keys.
    public static readonly ObjectIdentifier EcPublicKey = ObjectIdentifier.Parse("1.2.840.10045.2.1");
    public static readonly ObjectIdentifier P256 = ObjectIdentifier.Parse("1.2.840.10045.3.1.7");
    public static readonly ObjectIdentifier P384 = ObjectIdentifier.Parse("1.3.132.0.34");
    public static readonly ObjectIdentifier P521 = ObjectIdentifier.Parse("1.3.132.0.35");
    public static readonly ObjectIdentifier RsaEncryption = ObjectIdentifier.Parse("1.2.840.113549.1.1.1");

    // RFC 5280 §4.2: certificate extensions; §5.2 and §5.3: CRL and entry extensions.
    public static readonly ObjectIdentifier SubjectKeyIdentifier = ObjectIdentifier.Parse("2.5.29.14");
    public static readonly ObjectIdentifier KeyUsage = ObjectIdentifier.Parse("2.5.29.15");
    public static readonly ObjectIdentifier SubjectAlternativeName = ObjectIdentifier.Parse("2.5.29.17");
    public static readonly ObjectIdentifier IssuerAlternativeName = ObjectIdentifier.Parse("2.5.29.18");
    public static readonly ObjectIdentifier BasicConstraints = ObjectIdentifier.Parse("2.5.29.19");
    public static readonly ObjectIdentifier CrlNumber = ObjectIdentifier.Parse("2.5.29.20");
    public static readonly ObjectIdentifier ReasonCode = ObjectIdentifier.Parse("2.5.29.21");
    public static readonly ObjectIdentifier InvalidityDate = ObjectIdentifier.Parse("2.5.29.24");
    public static readonly ObjectIdentifier IssuingDistributionPoint = ObjectIdentifier.Parse("2.5.29.28");
    public static readonly ObjectIdentifier NameConstraints = ObjectIdentifier.Parse("2.5.29.30");
    public static readonly ObjectIdentifier CrlDistributionPoints = ObjectIdentifier.Parse("2.5.29.31");
    public static readonly ObjectIdentifier CertificatePolicies = ObjectIdentifier.Parse("2.5.29.32");
    public static readonly ObjectIdentifier AnyPolicy = ObjectIdentifier.Parse("2.5.29.32.0");
    public static readonly ObjectIdentifier PolicyMappings = ObjectIdentifier.Parse("2.5.29.33");
    public static readonly ObjectIdentifier AuthorityKeyIdentifier = ObjectIdentifier.Parse("2.5.29.35");
    public static readonly ObjectIdentifier PolicyConstraints = ObjectIdentifier.Parse("2.5.29.36");
    public static readonly ObjectIdentifier ExtendedKeyUsage = ObjectIdentifier.Parse("2.5.29.37");
    public static readonly ObjectIdentifier AnyExtendedKeyUsage = ObjectIdentifier.Parse("2.5.29.37.0");
    public static readonly ObjectIdentifier InhibitAnyPolicy = ObjectIdentifier.Parse("2.5.29.54");
    public static readonly ObjectIdentifier AuthorityInformationAccess = ObjectIdentifier.Parse("1.3.6.1.5.5.7.1.1");

    // RFC 5280 §4.2.2.1: access methods.
    public static readonly ObjectIdentifier Ocsp = ObjectIdentifier.Parse("1.3.6.1.5.5.7.48.1");
    public static readonly ObjectIdentifier CaIssuers = ObjectIdentifier.Parse("1.3.6.1.5.5.7.48.2");

    // RFC 5280 §4.2.1.12, RFC 9336 §3, RFC 6960 §4.2.2.2: extended key usages.
    public static readonly ObjectIdentifier ServerAuthentication = ObjectIdentifier.Parse("1.3.6.1.5.5.7.3.1");
    public static readonly ObjectIdentifier ClientAuthentication = ObjectIdentifier.Parse("1.3.6.1.5.5.7.3.2");
    public static readonly ObjectIdentifier OcspSigning = ObjectIdentifier.Parse("1.3.6.1.5.5.7.3.9");
    public static readonly ObjectIdentifier DocumentSigning = ObjectIdentifier.Parse("1.3.6.1.5.5.7.3.36");

    // RFC 6960 §4.2.1, §4.2.2.2.1, §4.4.1, §4.4.8.
    public static readonly ObjectIdentifier OcspBasicResponse = ObjectIdentifier.Parse("1.3.6.1.5.5.7.48.1.1");
    public static readonly ObjectIdentifier OcspNonce = ObjectIdentifier.Parse("1.3.6.1.5.5.7.48.1.2");
    public static readonly ObjectIdentifier OcspExtendedRevoke = ObjectIdentifier.Parse("1.3.6.1.5.5.7.48.1.9");
    public static readonly ObjectIdentifier OcspNoCheck = ObjectIdentifier.Parse("1.3.6.1.5.5.7.48.1.5");

    // RFC 2985 §5.4.2: what a PKCS#10 request asks to stand in the certificate.
    public static readonly ObjectIdentifier ExtensionRequest = ObjectIdentifier.Parse("1.2.840.113549.1.9.14");

    // RFC 4055 §2.1, RFC 8017 appendix B.1: digests named in OCSP CertIDs.
    public static readonly ObjectIdentifier Sha1 = ObjectIdentifier.Parse("1.3.14.3.2.26");
    public static readonly ObjectIdentifier Sha256 = ObjectIdentifier.Parse("2.16.840.1.101.3.4.2.1");
}
