using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Lint;

/// <summary>Runs every rule over a certificate before it is signed. One finding is enough to refuse; all are reported.</summary>
public static class CertificateLint
{
    /// <summary>In the order of RFC 5280 §4, the project's own rules last.</summary>
    public static IReadOnlyList<ICertificateRule> Rules { get; } =
    [
        new Rfc5280.VersionIsThree(),
        new Rfc5280.SerialNumberIsPositive(),
        new Rfc5280.SerialNumberIsAtMostTwentyOctets(),
        new Rfc5280.SignatureAlgorithmSuitsTheIssuersKey(),
        new Rfc5280.IssuerIsNotEmpty(),
        new Rfc5280.IssuerRepeatsTheIssuersSubject(),
        new Rfc5280.ValidityIsWrittenInTheFormOfItsYear(),
        new Rfc5280.ValidityRunsForwards(),
        new Rfc5280.SubjectOfAnAuthorityIsNotEmpty(),
        new Rfc5280.NamesAreInPreferredStrings(),
        new Rfc5280.PrintableStringsKeepToTheirAlphabet(),
        new Rfc5280.CommonNameIsWithinItsBound(),
        new Rfc5280.SerialNumberAttributeIsWithinItsBound(),
        new Rfc5280.CountryIsTwoCharacters(),
        new Rfc5280.OrganisationIsWithinItsBound(),
        new Rfc5280.OrganisationalUnitIsWithinItsBound(),
        new Rfc5280.UniqueIdentifiersAreAbsent(),
        new Rfc5280.ExtensionsAreNotRepeated(),
        new Rfc5280.AuthorityKeyIdentifierNamesTheIssuersKey(),
        new Rfc5280.AuthorityKeyIdentifierIsNotCritical(),
        new Rfc5280.SubjectKeyIdentifierNamesTheKey(),
        new Rfc5280.SubjectKeyIdentifierIsNotCritical(),
        new Rfc5280.KeyUsageIsCritical(),
        new Rfc5280.KeyUsageSetsABit(),
        new Rfc5280.OnlyAuthoritiesSignCertificates(),
        new Rfc5280.KeyUsageSuitsTheKey(),
        new Rfc5280.PoliciesAreNotRepeated(),
        new Rfc5280.PoliciesAreTheIssuers(),
        new Rfc5280.AlternativeNameIsCriticalWithoutASubject(),
        new Rfc5280.BasicConstraintsOfAnAuthorityIsCritical(),
        new Rfc5280.PathLengthIsOnlyForAuthorities(),
        new Rfc5280.PathLengthIsWithinTheIssuers(),
        new Rfc5280.NameConstraintsAreCriticalAndOnlyForAuthorities(),
        new Rfc5280.SubjectIsWithinTheIssuersNameConstraints(),
        new Rfc5280.ExtendedKeyUsageIsNotAny(),
        new Rfc5280.CrlDistributionPointIsHttp(),
        new Rfc5280.AuthorityInformationAccessIsHttp(),
        new Rfc6960.OcspSignerIsNotChecked(),
        new CertificatePolicy.SerialNumberIsRandomEnough(),
        new CertificatePolicy.ValidityIsWithinTheProfile(),
        new CertificatePolicy.ValidityIsWithinTheIssuers(),
        new CertificatePolicy.SubjectOfACardIsTheUuidAlone(),
        new CertificatePolicy.HostsAreNamedPlainly(),
        new CertificatePolicy.KeyIsOfAKindForThePurpose(),
        new CertificatePolicy.KeyUsageMatchesThePurpose(),
        new CertificatePolicy.ExtendedKeyUsageMatchesThePurpose(),
        new CertificatePolicy.AuthorityMatchesThePurpose(),
        new CertificatePolicy.PoliciesMatchTheProfile(),
        new CertificatePolicy.IssuingAuthorityIsHeldToItsSubtree(),
        new CertificatePolicy.ExtensionsAreOnesThatWeIssue(),
    ];

    /// <summary>Empty when every rule is met. <paramref name="issuer"/> of a root is the root itself.</summary>
    public static IReadOnlyList<Finding> Check(ParsedTbs tbs, CertificateProfile profile, ParsedTbs issuer)
    {
        CertificateUnderLint certificate;
        try
        {
            certificate = new CertificateUnderLint(tbs, profile, issuer);
        }
        catch (PkiFormatException malformed)
        {
            return [new Finding("ExtensionsAreWellFormed", "RFC 5280 §4.2; X.690 §10", malformed.Message)];
        }

        List<Finding>? findings = null;
        foreach (var rule in Rules)
        {
            if (rule.Check(certificate) is { } message)
            {
                (findings ??= []).Add(new Finding(rule.GetType().Name, rule.Citation, message));
            }
        }

        return findings ?? (IReadOnlyList<Finding>)[];
    }
}
