using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Ocsp;

namespace CareIdentity.Pki.Lint;

/// <summary>A response about to be signed, beside the request that it answers, the signer and the issuer that it speaks for.</summary>
public sealed class OcspResponseUnderLint(ParsedResponseData data, OcspRequest? request, ParsedCertificate signer, ReadOnlyMemory<byte> signerKeyHash, OcspIssuer issuer)
{
    public ParsedResponseData Data => data;

    /// <summary>Null for an answer that is made for many.</summary>
    public OcspRequest? Request => request;

    public ParsedCertificate Signer => signer;

    /// <summary>SHA-1 of the signer's key, by which a response names its responder (RFC 6960 §4.2.1).</summary>
    public ReadOnlyMemory<byte> SignerKeyHash => signerKeyHash;

    public OcspIssuer Issuer => issuer;

    /// <summary>The message where one of the responses is so. Runs while somebody waits: the question captures nothing, and nothing is enumerated.</summary>
    internal string? First(Func<ParsedSingleResponse, OcspResponseUnderLint, bool> isWrong, string message)
    {
        for (var i = 0; i < data.Responses.Count; i++)
        {
            if (isWrong(data.Responses[i], this))
            {
                return message;
            }
        }

        return null;
    }
}
