using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Lint.CertificatePolicy;

/// <summary>The UUID and nothing else about the person: no name, no e-mail; alternative names are HostsAreNamedPlainly's to find.</summary>
internal sealed class SubjectOfACardIsTheUuidAlone : ICertificateRule
{
    public string Citation => "certificate policy §3.1.1";

    public string? Check(CertificateUnderLint certificate)
    {
        if (!certificate.Profile.Family.NamesHolder)
        {
            return null;
        }

        return SubjectUuid.TryRead(certificate.Subject, out var uuid) && certificate.Subject.Equals(certificate.Profile.SubjectFor(uuid))
            ? null
            : "The subject of a card says something other than its holder's UUID.";
    }
}
