using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Lint;

/// <summary>Runs every rule over a revocation list before it is signed: over what stands around the entries, and over each entry as it passes.</summary>
public static class CrlLint
{
    private static readonly ICrlEntryRule[] OfEntries = [new Lists.EntryIsNotLaterThanTheList(), new Lists.ReasonIsOneOfACompleteList()];

    /// <summary>In the order of RFC 5280 §5.</summary>
    public static IReadOnlyList<ICrlRule> Rules { get; } =
    [
        new Lists.IssuerMaySignLists(),
        new Lists.AlgorithmIsTheIssuersKeys(),
        new Lists.IssuerRepeatsTheIssuersSubject(),
        new Lists.TimesAreWrittenInTheFormOfTheirYear(),
        new Lists.NextUpdateIsInTime(),
        new Lists.AuthorityKeyIdentifierNamesTheIssuersKey(),
        new Lists.NumberIsThereAndNotNegative(),
        new Lists.ShardHasAPlainHttpAddress(),
        new Lists.ShardSpeaksForEndEntitiesAlone(),
        new Lists.ExtensionsAreOnesThatWeWrite(),
    ];

    public static IReadOnlyList<ICrlEntryRule> EntryRules => OfEntries;

    /// <summary>Empty when every rule is met. <paramref name="tbs"/> is a TBSCertList without entries.</summary>
    public static IReadOnlyList<Finding> Check(ReadOnlySpan<byte> tbs, ParsedTbs issuer, SignatureAlgorithm algorithm)
    {
        CrlUnderLint list;
        try
        {
            list = new CrlUnderLint(ParsedCrl.ParseUnsigned(tbs, algorithm), issuer, algorithm);
        }
        catch (PkiFormatException malformed)
        {
            return [new Finding("ListIsWellFormed", "RFC 5280 §5.1; X.690 §10", malformed.Message)];
        }

        return [.. from rule in Rules let message = rule.Check(list) where message is not null select new Finding(rule.GetType().Name, rule.Citation, message)];
    }

    /// <summary>Null when every rule is met.</summary>
    public static Finding? Check(in RevokedCertificate entry, CrlDetails list)
    {
        foreach (var rule in OfEntries)
        {
            if (rule.Check(entry, list) is { } message)
            {
                return new Finding(rule.GetType().Name, rule.Citation, message);
            }
        }

        return null;
    }
}
