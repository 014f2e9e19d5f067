namespace CareIdentity.Pki.Lint;

/// <summary>One requirement that every OCSP response of ours meets, named as a sentence, with its authority.</summary>
public interface IOcspRule
{
    /// <inheritdoc cref="ICertificateRule.Citation"/>
    string Citation { get; }

    /// <summary>Null when the requirement is met; otherwise what is wrong.</summary>
    string? Check(OcspResponseUnderLint response);
}
