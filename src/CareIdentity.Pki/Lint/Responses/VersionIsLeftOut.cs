namespace CareIdentity.Pki.Lint.Responses;

/// <summary>Version 1 is the default: DER leaves it out.</summary>
internal sealed class VersionIsLeftOut : IOcspRule
{
    public string Citation => "RFC 6960 §4.2.1; X.690 §11.5";

    public string? Check(OcspResponseUnderLint response) =>
        response.Data.WritesVersion ? "The version is written, or is another than 1." : null;
}
