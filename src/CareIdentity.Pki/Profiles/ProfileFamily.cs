using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>What every certificate of one purpose has in common, whatever the configuration says.</summary>
internal sealed record ProfileFamily
{
    public required KeyUsages KeyUsage { get; init; }

    public required IReadOnlyList<ObjectIdentifier> ExtendedKeyUsage { get; init; }

    public required IReadOnlyList<PublicKeyKind> KeyKinds { get; init; }

    public required Lifetime UsualLifetime { get; init; }

    public required Lifetime ShortestLifetime { get; init; }

    public required Lifetime LongestLifetime { get; init; }

    public bool IsAuthority { get; init; }

    /// <summary>RFC 5280 §4.2.1.9: how many authorities may stand below.</summary>
    public int? PathLength { get; init; }

    /// <summary>Whether the subject is a person's UUID.</summary>
    public bool NamesHolder { get; init; }

    /// <summary>Whether it names hosts, and who asks for it must say which.</summary>
    public bool NamesHosts { get; init; }

    /// <summary>RFC 6960 §4.2.2.2.1: whether a verifier is told not to ask for this certificate's own status.</summary>
    public bool HasNoCheck { get; init; }

    public static ProfileFamily For(CertificatePurpose purpose) => purpose switch
    {
        CertificatePurpose.CardAuthentication => CardAuthentication.Family,
        CertificatePurpose.CardSigning => CardSigning.Family,
        CertificatePurpose.OcspSigning => OcspSigner.Family,
        CertificatePurpose.ServiceTls => ServiceTls.Family,
        CertificatePurpose.ServiceSigning => ServiceSigning.Family,
        CertificatePurpose.IssuingAuthority => IssuingAuthority.Family,
        CertificatePurpose.RootAuthority => RootAuthority.Family,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
