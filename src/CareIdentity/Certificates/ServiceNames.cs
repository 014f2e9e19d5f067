using System.Globalization;
using System.Text;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Certificates;

/// <summary>
/// What a request may have itself called: a server its hosts, a signer of documents one common name. A name of another kind refuses the request, as
/// whoever asked would otherwise believe that it is certified; the rest of its subject is passed over, as ours stands there.
/// </summary>
internal sealed record ServiceNames(string CommonName, IReadOnlyList<string> Hosts)
{
    /// <summary>RFC 5280 appendix A.1, ub-common-name.</summary>
    private const int LongestCommonName = 64;

    private const int MostHosts = 100;

    public static Outcome<ServiceNames> Of(ServiceCertificateKind kind, CertificationRequest request) =>
        kind is ServiceCertificateKind.Server ? OfServer(request) : OfDocuments(request);

    /// <summary>RFC 9525 §2: the alternative names; the common name only where there are none, as of a request that was typed by hand.</summary>
    private static Outcome<ServiceNames> OfServer(CertificationRequest request)
    {
        if (request.AlternativeNames.Any(name => name.Kind is not GeneralNameKind.DnsName))
        {
            return CertificateRefusals.NamesRefused("A server is certified for host names alone, not for addresses, mailboxes or anything else.");
        }

        var hosts = request.AlternativeNames.Count > 0 ? request.AlternativeNames.Select(name => name.Text).Distinct(StringComparer.Ordinal).ToList() : [request.CommonName];
        if (hosts.Count > MostHosts)
        {
            return CertificateRefusals.NamesRefused($"It asks for {hosts.Count} hosts; {MostHosts} are allowed.");
        }

        return hosts.Find(host => !HostName.IsPlain(host)) is { } odd
            ? CertificateRefusals.NamesRefused($"\"{Shown(odd)}\" is not a whole host name in small letters; wildcards and bare labels are not certified.")
            : new ServiceNames(hosts.Find(host => host.Length <= LongestCommonName) ?? "Server", hosts);
    }

    private static Outcome<ServiceNames> OfDocuments(CertificationRequest request)
    {
        if (request.AlternativeNames.Count > 0)
        {
            return CertificateRefusals.NamesRefused("A signer of documents has no alternative names.");
        }

        var name = request.CommonName;
        if (name.Length is 0 or > LongestCommonName || name != name.Trim() || !name.EnumerateRunes().All(IsShown))
        {
            return CertificateRefusals.NamesRefused($"The common name of a signer is one, of up to {LongestCommonName} letters, digits, marks and inner spaces, nothing invisible.");
        }

        // Its certificate must not look like a card's to somebody who reads the subject only.
        return SubjectUuid.TryParse(name, null, out _)
            ? CertificateRefusals.NamesRefused("Twelve digits are a person's.")
            : new ServiceNames(name, []);
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Shown(string text) => string.Concat(text.EnumerateRunes().Select(rune => IsShown(rune) ? rune.ToString() : "?"));
}
