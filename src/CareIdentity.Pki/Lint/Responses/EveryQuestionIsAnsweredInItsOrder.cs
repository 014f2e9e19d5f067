namespace CareIdentity.Pki.Lint.Responses;

/// <summary>What is made for one request answers all of it, each CertID as it was written, and nothing else (security.md I5).</summary>
internal sealed class EveryQuestionIsAnsweredInItsOrder : IOcspRule
{
    public string Citation => "RFC 6960 §2.2, §3.2 (1)";

    public string? Check(OcspResponseUnderLint response)
    {
        if (response.Request is not { } request)
        {
            return null;
        }

        var same = request.CertIds.Count == response.Data.Responses.Count;
        for (var i = 0; same && i < request.CertIds.Count; i++)
        {
            same = request.CertIds[i] == response.Data.Responses[i].CertId;
        }

        return same ? null : "The certificates that are answered are not those that were asked about.";
    }
}
