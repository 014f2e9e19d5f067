namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>No certificate of ours has an alternative name, so none may have an empty subject.</summary>
internal sealed class SubjectOfAnAuthorityIsNotEmpty : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.6";

    public string? Check(CertificateUnderLint certificate) => certificate.Subject.IsEmpty ? "The subject is empty." : null;
}
