namespace CareIdentity.Pki.Lint;

/// <summary>One requirement that every certificate of ours meets, named as a sentence, with its authority.</summary>
public interface ICertificateRule
{
    /// <summary>The standard or the certificate policy, with the section.</summary>
    string Citation { get; }

    /// <summary>Null when the requirement is met or does not concern this certificate; otherwise what is wrong.</summary>
    string? Check(CertificateUnderLint certificate);
}
