using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Ocsp;

namespace CareIdentity.Pki.Lint;

/// <summary>Runs every rule over an OCSP response before it is signed. One finding is enough to refuse; all are reported.</summary>
public static class OcspLint
{
    /// <summary>In the order of RFC 6960 §4.2.1.</summary>
    public static IReadOnlyList<IOcspRule> Rules => All;

    private static readonly IOcspRule[] All =
    [
        new Responses.VersionIsLeftOut(),
        new Responses.ResponderIsNamedByItsKey(),
        new Responses.ProductionIsWithinTheSignersValidity(),
        new Responses.SomethingIsAnswered(),
        new Responses.EveryQuestionIsAnsweredInItsOrder(),
        new Responses.AnswersForItsIssuerOnly(),
        new Responses.RevocationIsNotInTheFuture(),
        new Responses.ReasonIsOneToBeWritten(),
        new Responses.ThisUpdateIsNotInTheFuture(),
        new Responses.NextUpdateIsAhead(),
        new Responses.SignerOutlivesItsAnswers(),
        new Responses.NonceIsTheRequests(),
        new Responses.ExtendedRevokeIsSaidWhereItHolds(),
        new Responses.ExtensionsAreOnesThatWeWrite(),
    ];

    /// <summary>Empty when every rule is met.</summary>
    public static IReadOnlyList<Finding> Check(ReadOnlyMemory<byte> responseData, OcspRequest? request, ParsedCertificate signer, ReadOnlyMemory<byte> signerKeyHash, OcspIssuer issuer)
    {
        OcspResponseUnderLint response;
        try
        {
            response = new OcspResponseUnderLint(ParsedResponseData.Parse(responseData), request, signer, signerKeyHash, issuer);
        }
        catch (PkiFormatException malformed)
        {
            return [new Finding("ResponseIsWellFormed", "RFC 6960 §4.2.1; X.690 §10", malformed.Message)];
        }

        List<Finding>? findings = null;
        foreach (var rule in All)
        {
            if (rule.Check(response) is { } message)
            {
                (findings ??= []).Add(new Finding(rule.GetType().Name, rule.Citation, message));
            }
        }

        return findings ?? (IReadOnlyList<Finding>)[];
    }
}
