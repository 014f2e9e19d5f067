using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Lint.Lists;

/// <summary>A list tells what was known at thisUpdate; a later entry would make two lists of one number possible.</summary>
internal sealed class EntryIsNotLaterThanTheList : ICrlEntryRule
{
    public string Citation => "RFC 5280 §5.1.2.4, §5.1.2.6";

    public string? Check(in RevokedCertificate entry, CrlDetails list) =>
        entry.RevokedAt <= list.ThisUpdate ? null : $"The certificate {entry.SerialNumber} is revoked after the list is made.";
}
