using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Issuing;

/// <summary>What changes from one certificate of a profile to the next. Time and randomness come in here, so that the same details always give the same octets.</summary>
public sealed record CertificateRequestDetails
{
    /// <summary>For a card: <see cref="CertificateProfile.SubjectFor"/>.</summary>
    public required DistinguishedName Subject { get; init; }

    /// <summary>For a server: the names under which it is reached, in the order in which they are written.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The SubjectPublicKeyInfo. Possession of its private key has been proved to the caller.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>Reserved by the caller before it asks, so that no serial is ever used twice.</summary>
    public required SerialNumber SerialNumber { get; init; }

    /// <summary>In whole seconds.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The last valid second; null for the profile's lifetime. Never later than that, e.g. earlier for a repair that keeps the old end.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
