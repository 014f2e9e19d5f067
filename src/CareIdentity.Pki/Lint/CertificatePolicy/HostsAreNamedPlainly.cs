using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.CertificatePolicy;

/// <summary>A server's certificate names its hosts one by one; nothing else has alternative names.</summary>
internal sealed class HostsAreNamedPlainly : ICertificateRule
{
    public string Citation => "certificate policy §7.1.4; RFC 5280 §4.2.1.6; RFC 9525 §6.3";

    public string? Check(CertificateUnderLint certificate)
    {
        if (!certificate.Profile.Family.NamesHosts)
        {
            return certificate.Criticality(Oids.SubjectAlternativeName) is null ? null : "There are alternative names that the profile does not ask for.";
        }

        return certificate.AlternativeNames is { Count: > 0 } names && names.All(name => name.Kind is GeneralNameKind.DnsName && HostName.IsPlain(name.Text))
            ? null
            : "A server's names are missing, or one of them is not a whole host name in small letters.";
    }
}
