using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Validation.Rules;

namespace CareIdentity.Pki.Validation;

/// <summary>The rules in the order of RFC 5280 §6.1, run from the anchor down to the target.</summary>
internal static class PathRules
{
    /// <summary>§6.1.3, for every certificate below the anchor; before it, what a conforming certificate is at all (§4).</summary>
    private static readonly IPathRule[] Every =
    [
        new CertificateIsOfThisForm(),
        new KeyIsStrongEnough(),
        new SignatureAlgorithmIsStrongEnough(),
        new SignatureIsRight(),
        new TimeIsWithinTheValidity(),
        new CertificateIsNotRevoked(),
        new IssuerIsTheAuthorityAbove(),
        new NamesAreWithinTheConstraints(),
        new PoliciesAreValid(),
    ];

    /// <summary>An anchor is trusted by configuration, not by its signature, but it is no anchor before or after its time.</summary>
    private static readonly IPathRule[] Anchor = [new CertificateIsOfThisForm(), new KeyIsStrongEnough(), new TimeIsWithinTheValidity()];

    /// <summary>§6.1.4, for every authority. RFC 5937 §3.2: the constraints in an anchor count as well.</summary>
    private static readonly IPathRule[] Authorities =
    [
        new PoliciesAreNotMapped(),
        new NameConstraintsAreKept(),
        new PolicyCountersRunDown(),
        new IssuerIsAnAuthority(),
        new PathIsNotTooLong(),
        new AuthorityMaySignCertificates(),
        new AuthorityIsForThePurposeAsked(),
        new CriticalExtensionsAreUnderstood(),
    ];

    /// <summary>§6.1.5, and what the application asks of the target.</summary>
    private static readonly IPathRule[] Target =
    [
        new TargetIsNoAuthority(),
        new PolicyIsOneThatIsAsked(),
        new CriticalExtensionsAreUnderstood(),
        new KeyUsageIsTheOneAsked(),
        new ExtendedKeyUsageIsTheOneAsked(),
    ];

    /// <summary>The verdict on one complete path; <paramref name="above"/> goes from the issuer of the target up to the anchor.</summary>
    public static PathVerdict Run(ParsedCertificate target, List<Authority> above, PathInputs inputs)
    {
        var length = above.Count;
        var state = new PathState(length, inputs.Requirements);
        for (var number = 0; number <= length; number++)
        {
            var step = new PathStep
            {
                Certificate = number == length ? target : above[length - 1 - number].Certificate,
                Issuer = number == 0 ? null : above[length - number],
                Number = number,
                Length = length,
                State = state,
                Inputs = inputs,
            };
            if ((Find(step.IsAnchor ? Anchor : Every, step) ?? Find(step.IsTarget ? Target : Authorities, step)) is { } finding)
            {
                return PathVerdict.Refuse(step.Certificate, finding);
            }
        }

        return PathVerdict.Trusted([target, .. above.Select(authority => authority.Certificate)]);
    }

    private static Finding? Find(IPathRule[] rules, PathStep step)
    {
        foreach (var rule in rules)
        {
            try
            {
                if (rule.Check(step) is { } message)
                {
                    return new Finding(rule.GetType().Name, rule.Citation, message);
                }
            }
            catch (PkiFormatException malformed)
            {
                return new Finding("CertificateIsWellFormed", "RFC 5280 §4", malformed.Message);
            }
        }

        return null;
    }
}
