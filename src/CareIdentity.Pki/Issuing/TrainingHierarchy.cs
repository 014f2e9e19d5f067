using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Issuing;

/// <summary>
/// A root and one issuing authority for training, made in one go on one machine: what a live service does offline, in a ceremony,
/// with its root apart. Its realm is always <see cref="Realm.Training"/>, so a live service refuses everything below it.
/// </summary>
public sealed record TrainingHierarchy(ParsedCertificate Root, ParsedCertificate Issuing)
{
    /// <summary>The names of the two keys in the store.</summary>
    public static readonly KeyName RootKey = KeyName.Parse("training-root");

    /// <inheritdoc cref="RootKey"/>
    public static readonly KeyName IssuingKey = KeyName.Parse("training-issuing");

    /// <summary>What stands above the UUID in the subjects of training cards, and is the only subtree in which the authority may name anybody.</summary>
    public static DistinguishedName SubjectParent { get; } = DistinguishedName.Of((Oids.Organisation, "Care Identity Service"), (Oids.OrganisationalUnit, "Training"));

    /// <summary>
    /// Makes both. The keys are created unless they are there from an attempt that was cut short; <paramref name="serialNumber"/> is
    /// asked twice.
    /// </summary>
    public static Task<TrainingHierarchy> CreateAsync(
        IKeyStore keyStore, DateTimeOffset notBefore, Func<SerialNumber> serialNumber, PolicyArc arc, CancellationToken cancellationToken) =>
        CreateAsync(keyStore, notBefore, serialNumber, arc, addresses: null, cancellationToken);

    /// <inheritdoc cref="CreateAsync(IKeyStore, DateTimeOffset, Func{SerialNumber}, PolicyArc, CancellationToken)"/>
    public static async Task<TrainingHierarchy> CreateAsync(
        IKeyStore keyStore,
        DateTimeOffset notBefore,
        Func<SerialNumber> serialNumber,
        PolicyArc arc,
        HierarchyAddresses? addresses,
        CancellationToken cancellationToken)
    {
        await EnsureKeyAsync(keyStore, RootKey, KeyKind.EcP384, cancellationToken).ConfigureAwait(false);
        var issuingKey = await EnsureKeyAsync(keyStore, IssuingKey, KeyKind.EcP256, cancellationToken).ConfigureAwait(false);

        var rootProfile = CertificateProfile.Create(new() { Purpose = CertificatePurpose.RootAuthority, Realm = Realm.Training, Arc = arc }).Value;
        var root = await RootCeremony.CreateAsync(
            rootProfile, Authority("Training Root"), serialNumber(), notBefore, RootKey, keyStore, cancellationToken).ConfigureAwait(false);

        var issuingProfile = CertificateProfile.Create(new()
        {
            Purpose = CertificatePurpose.IssuingAuthority,
            Realm = Realm.Training,
            Arc = arc,
            PermittedSubtree = SubjectParent,
            CrlDistributionPoint = addresses?.RootCrl,
            IssuerCertificate = addresses?.RootCertificate,
            Ocsp = addresses?.Ocsp,
        }).Value;
        using var rootIssuer = (await Issuer.LoadAsync(root.Value, RootKey, keyStore, cancellationToken).ConfigureAwait(false)).Value;
        var prepared = rootIssuer.Prepare(issuingProfile, new()
        {
            Subject = Authority("Training Issuing Authority"),
            PublicKey = issuingKey,
            SerialNumber = serialNumber(),
            NotBefore = notBefore,
        });
        return new TrainingHierarchy(root.Value, await rootIssuer.SignAsync(prepared.Value, cancellationToken).ConfigureAwait(false));
    }

    private static DistinguishedName Authority(string name) => SubjectParent.With((Oids.CommonName, name));

    private static async Task<ReadOnlyMemory<byte>> EnsureKeyAsync(IKeyStore keyStore, KeyName name, KeyKind kind, CancellationToken cancellationToken) =>
        await keyStore.FindPublicKeyAsync(name, cancellationToken).ConfigureAwait(false)
        ?? await keyStore.CreateKeyAsync(name, kind, cancellationToken).ConfigureAwait(false);
}
