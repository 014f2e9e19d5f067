using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Lint;

/// <summary>One requirement that every revocation list of ours meets, named as a sentence, with its authority.</summary>
public interface ICrlRule
{
    /// <inheritdoc cref="ICertificateRule.Citation"/>
    string Citation { get; }

    /// <summary>Null when the requirement is met or does not concern this list; otherwise what is wrong. Asked before there are entries.</summary>
    string? Check(CrlUnderLint list);
}

/// <summary>One requirement that every entry of a list meets. A national list has a million of them, so none is read twice.</summary>
public interface ICrlEntryRule
{
    /// <inheritdoc cref="ICertificateRule.Citation"/>
    string Citation { get; }

    /// <inheritdoc cref="ICrlRule.Check"/>
    string? Check(in RevokedCertificate entry, CrlDetails list);
}
