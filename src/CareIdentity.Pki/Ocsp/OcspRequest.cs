using System.Buffers.Text;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Ocsp;

/// <summary>A request read strictly and within bounds (RFC 6960 §4.1.1), so that a hostile one costs little. A signature on it is not looked at.</summary>
public sealed class OcspRequest
{
    /// <summary>Sixteen CertIDs of SHA-256 and a nonce take under two kilobytes.</summary>
    public const int MostOctets = 4 * 1024;

    /// <summary>RFC 5019 §2.1.1 has clients ask about one.</summary>
    public const int MostCertIds = 16;

    // RFC 9654 §2.1: a nonce of no octets or more than 128 is malformed.
    private const int MostNonceOctets = 128;

    private OcspRequest(IReadOnlyList<CertId> certIds, ReadOnlyMemory<byte>? nonce)
    {
        CertIds = certIds;
        NonceExtensionValue = nonce;
    }

    /// <summary>At least one.</summary>
    public IReadOnlyList<CertId> CertIds { get; }

    /// <summary>Whether the answer must be made for this request alone.</summary>
    public bool HasNonce => NonceExtensionValue is not null;

    /// <summary>The value of the nonce extension, an OCTET STRING in DER, to be repeated in the answer.</summary>
    internal ReadOnlyMemory<byte>? NonceExtensionValue { get; }

    /// <exception cref="PkiFormatException">To be answered with <see cref="OcspResponder.MalformedRequest"/>.</exception>
    public static OcspRequest Parse(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MostOctets)
        {
            throw new PkiFormatException("The OCSP request is longer than any that is answered.");
        }

        // OCSPRequest ::= SEQUENCE { tbsRequest, optionalSignature [0] OPTIONAL }
        var outer = new DerReader(der.Span);
        var request = outer.EnterSequence();
        outer.RequireEnd();
        var tbs = request.EnterSequence();
        request.TryRead(DerTag.ContextConstructed(0), out _);
        request.RequireEnd();

        // TBSRequest ::= SEQUENCE { version [0] DEFAULT v1, requestorName [1] OPTIONAL, requestList, requestExtensions [2] OPTIONAL }
        if (tbs.NextIs(DerTag.ContextConstructed(0)))
        {
            throw new PkiFormatException("The OCSP request is of another version than 1, or writes out its default (RFC 6960 §4.1.1).");
        }

        tbs.TryRead(DerTag.ContextConstructed(1), out _);
        var certIds = ReadCertIds(tbs.EnterSequence(), der);
        var nonce = tbs.TryRead(DerTag.ContextConstructed(2), out var extensions) ? FindNonce(tbs.Inside(extensions), der) : null;
        tbs.RequireEnd();
        return new OcspRequest(certIds, nonce);
    }

    /// <summary>Reads the last segment of a GET request's path, percent-decoded: base64 of the DER (RFC 6960 appendix A.1, RFC 5019 §5).</summary>
    /// <exception cref="PkiFormatException">As <see cref="Parse"/>.</exception>
    public static OcspRequest ParseGet(string segment)
    {
        var octets = new byte[Base64.GetMaxDecodedFromUtf8Length(Math.Min(segment.Length, 2 * MostOctets))];
        return segment.Length <= 2 * MostOctets && Convert.TryFromBase64String(segment, octets, out var written)
            ? Parse(octets.AsMemory(0, written))
            : throw new PkiFormatException("The path of the OCSP request is not base64.");
    }

    private static List<CertId> ReadCertIds(DerReader list, ReadOnlyMemory<byte> der)
    {
        var certIds = new List<CertId>(1);
        do
        {
            // Request ::= SEQUENCE { reqCert CertID, singleRequestExtensions [0] OPTIONAL }
            var single = list.EnterSequence();
            certIds.Add(CertId.Read(single.ReadEncoded(DerTag.Sequence).Of(der)));
            if (single.TryRead(DerTag.ContextConstructed(0), out var extensions))
            {
                FindNonce(single.Inside(extensions), der);
            }

            single.RequireEnd();
            if (certIds.Count > MostCertIds)
            {
                throw new PkiFormatException("The OCSP request asks about more certificates than are answered.");
            }
        }
        while (!list.IsEmpty);
        return certIds;
    }

    private static ReadOnlyMemory<byte>? FindNonce(DerReader explicitTag, ReadOnlyMemory<byte> der)
    {
        var list = explicitTag.EnterSequence();
        explicitTag.RequireEnd();
        ReadOnlyMemory<byte>? nonce = null;
        do
        {
            var extension = list.EnterSequence();
            var isNonce = list.Span(extension.ReadObjectIdentifier()).SequenceEqual(Oids.OcspNonce.Content);
            var critical = extension.NextIs(DerTag.Boolean) && extension.ReadBoolean();
            var value = extension.Read(DerTag.OctetString);
            extension.RequireEnd();
            if (isNonce && nonce is null)
            {
                CheckNonce(value.Of(der.Span));
                nonce = value.Of(der);
            }
            else if (isNonce || critical)
            {
                // RFC 5280 §4.2: a critical extension that is not understood ends processing; no extension stands twice.
                throw new PkiFormatException("An extension of the OCSP request is repeated, or critical and unknown.");
            }
        }
        while (!list.IsEmpty);
        return nonce;
    }

    // Nonce ::= OCTET STRING (SIZE(1..128)) — RFC 9654 §2.1
    private static void CheckNonce(ReadOnlySpan<byte> value)
    {
        var reader = new DerReader(value);
        var length = reader.Read(DerTag.OctetString).Length;
        reader.RequireEnd();
        if (length is 0 or > MostNonceOctets)
        {
            throw new PkiFormatException("The nonce is empty or longer than 128 octets (RFC 9654 §2.1).");
        }
    }
}
