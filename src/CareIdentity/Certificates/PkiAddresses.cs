using System.Globalization;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Certificates;

/// <summary>
/// Where each thing that relying parties fetch is found: written into certificates, and served from there. An authority goes by the name
/// of its key, which never changes.
/// </summary>
public static class PkiAddresses
{
    public const string Base = "/pki";
    public const string Ocsp = Base + "/ocsp";
    public const string Index = Base + "/index.json";

    public static string Certificate(string issuer) => $"{Base}/{issuer}.cer";

    /// <summary>The complete list.</summary>
    public static string Crl(string issuer) => $"{Base}/{issuer}.crl";

    public static string Shards(string issuer) => $"{Base}/{issuer}/";

    public static string Shard(string issuer, int number) => string.Create(CultureInfo.InvariantCulture, $"{Base}/{issuer}/{number}.crl");

    /// <summary>What a shard says of itself and its certificates repeat; null for the complete list.</summary>
    internal static Uri? ShardUri(Uri origin, string issuer, int number) =>
        number == 0 ? null : CrlShard.Numbered(number).AddressUnder(new Uri(origin, Shards(issuer)));

    internal static HierarchyAddresses? Hierarchy(Uri? origin, string root) =>
        origin is null ? null : new(new Uri(origin, Crl(root)), new Uri(origin, Certificate(root)), new Uri(origin, Ocsp));
}
