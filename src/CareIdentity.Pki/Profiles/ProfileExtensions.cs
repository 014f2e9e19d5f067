using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Profiles;

/// <summary>The extensions that are alike in every certificate of a profile, encoded once; of the distribution points one for each shard.</summary>
internal sealed class ProfileExtensions
{
    private readonly Uri? _list;

    /// <summary>Encoded when the first certificate of the shard is: two threads may both do it, to the same octets.</summary>
    private readonly ExtensionToWrite?[] _shards;

    public ProfileExtensions(CertificateProfile profile)
    {
        KeyUsage = ExtensionWriter.KeyUsage(profile.KeyUsage);
        BasicConstraints = ExtensionWriter.BasicConstraints(profile.IsAuthority, profile.Family.PathLength);
        ExtendedKeyUsage = profile.ExtendedKeyUsage.Count > 0 ? ExtensionWriter.ExtendedKeyUsage(profile.ExtendedKeyUsage) : null;
        Policies = profile.Policies.Count > 0 ? ExtensionWriter.Policies(profile.Policies) : null;
        NameConstraints = profile.PermittedSubtree is { } subtree ? ExtensionWriter.NameConstraints(Encoding.NameConstraints.Under(subtree)) : null;
        AuthorityInformationAccess = profile.Ocsp is not null || profile.IssuerCertificate is not null
            ? ExtensionWriter.AuthorityInformationAccess(profile.Ocsp, profile.IssuerCertificate)
            : null;
        _list = profile.CrlDistributionPoint;
        _shards = _list is null ? [] : new ExtensionToWrite?[Math.Max(1, profile.CrlShards)];
        IsSharded = profile.CrlShards > 0;
    }

    public ExtensionToWrite KeyUsage { get; }

    public ExtensionToWrite BasicConstraints { get; }

    public ExtensionToWrite? ExtendedKeyUsage { get; }

    public ExtensionToWrite? Policies { get; }

    public ExtensionToWrite? NameConstraints { get; }

    public ExtensionToWrite? AuthorityInformationAccess { get; }

    private bool IsSharded { get; }

    /// <summary>Where the list that speaks for a certificate of this serial number is fetched; null where there is none.</summary>
    public ExtensionToWrite? DistributionPointFor(SerialNumber serialNumber)
    {
        if (_list is null)
        {
            return null;
        }

        if (!IsSharded)
        {
            return _shards[0] ??= ExtensionWriter.DistributionPoint(_list);
        }

        var shard = CrlShard.Of(serialNumber, _shards.Length);
        return _shards[shard.Number - 1] ??= ExtensionWriter.DistributionPoint(shard.AddressUnder(_list));
    }
}
