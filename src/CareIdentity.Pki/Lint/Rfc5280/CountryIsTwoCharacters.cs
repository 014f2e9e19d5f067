using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>X520countryName ::= PrintableString (SIZE (2)).</summary>
internal sealed class CountryIsTwoCharacters : ICertificateRule
{
    public string Citation => "RFC 5280 appendix A.1 (X520countryName)";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Subject.Attributes.All(part => !part.Type.Equals(Oids.Country) || part.Value.Length == 2) ? null : "The subject's country is not a code of two characters.";
}
