using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Ocsp;

/// <summary>
/// Writes answers in the order of RFC 6960 §4.2.1: first how long everything is, then the octets. Answers with a nonce are written while somebody
/// waits, so nothing but the result is allocated.
/// </summary>
internal static class OcspResponseWriter
{
    private const byte Zero = 0xA0;
    private const byte One = 0xA1;

    // ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }; KeyHash ::= OCTET STRING — SHA-1 of the responder's key.
    // byKey is twenty octets where a name is a hundred.
    public static byte[] ResponderId(byte[] keyHash)
    {
        var inner = DerSpanWriter.SizeOf(keyHash.Length);
        var encoded = new byte[DerSpanWriter.SizeOf(inner)];
        var writer = new DerSpanWriter(encoded);
        writer.Open(DerTag.ContextConstructed(2), inner);
        writer.Open(DerTag.OctetString, keyHash.Length);
        writer.Write(keyHash);
        writer.RequireFull();
        return encoded;
    }

    // ResponseData ::= SEQUENCE { version [0] DEFAULT v1, responderID, producedAt, responses SEQUENCE OF SingleResponse, responseExtensions [1] OPTIONAL }
    public static byte[] ResponseData(ReadOnlyMemory<byte> responderId, DateTimeOffset producedAt, IReadOnlyList<OcspAnswer> answers, ReadOnlyMemory<byte>? nonce)
    {
        var (responses, extendedRevoke) = (0, false);
        for (var i = 0; i < answers.Count; i++)
        {
            responses += DerSpanWriter.SizeOf(ContentOf(answers[i]));
            extendedRevoke |= answers[i].Status == OcspStatus.NeverIssued;
        }

        var extensions = ExtensionOctets(nonce, extendedRevoke);
        var content = responderId.Length + DerSpanWriter.TimeOctets + DerSpanWriter.SizeOf(responses)
            + (extensions == 0 ? 0 : DerSpanWriter.SizeOf(DerSpanWriter.SizeOf(extensions)));
        var encoded = new byte[DerSpanWriter.SizeOf(content)];
        var writer = new DerSpanWriter(encoded);
        writer.Open(DerTag.Sequence, content);
        writer.Write(responderId.Span);
        writer.WriteTime(producedAt);
        writer.Open(DerTag.Sequence, responses);
        for (var i = 0; i < answers.Count; i++)
        {
            WriteAnswer(ref writer, answers[i]);
        }

        if (extensions > 0)
        {
            WriteExtensions(ref writer, extensions, nonce, extendedRevoke);
        }

        writer.RequireFull();
        return encoded;
    }

    // BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature BIT STRING, certs [0] OPTIONAL },
    // inside OCSPResponse ::= SEQUENCE { responseStatus successful(0), responseBytes [0] { responseType, response OCTET STRING } }
    public static byte[] Response(byte[] tbs, SignatureAlgorithm algorithm, byte[] signature, ParsedCertificate signer)
    {
        var (bits, certificates) = (1 + signature.Length, DerSpanWriter.SizeOf(signer.Der.Length));
        var basic = tbs.Length + algorithm.Encoded.Length + DerSpanWriter.SizeOf(bits) + DerSpanWriter.SizeOf(certificates);
        var response = DerSpanWriter.SizeOf(basic);
        var bytes = Oids.OcspBasicResponse.Encoded.Length + DerSpanWriter.SizeOf(response);
        var tagged = DerSpanWriter.SizeOf(bytes);
        var content = 3 + DerSpanWriter.SizeOf(tagged);
        var encoded = new byte[DerSpanWriter.SizeOf(content)];
        var writer = new DerSpanWriter(encoded);
        writer.Open(DerTag.Sequence, content);
        writer.Write([DerTag.Enumerated, 1, 0]);
        writer.Open(Zero, tagged);
        writer.Open(DerTag.Sequence, bytes);
        writer.Write(Oids.OcspBasicResponse.Encoded);
        writer.Open(DerTag.OctetString, response);
        writer.Open(DerTag.Sequence, basic);
        writer.Write(tbs);
        writer.Write(algorithm.Encoded.Span);
        writer.Open(DerTag.BitString, bits);
        writer.Write(0);
        writer.Write(signature);
        writer.Open(Zero, certificates);
        writer.Open(DerTag.Sequence, signer.Der.Length);
        writer.Write(signer.Der.Span);
        writer.RequireFull();
        return encoded;
    }

    // responseExtensions [1] EXPLICIT Extensions OPTIONAL, none critical: the nonce of the request, and a NULL where "revoked" is also said
    // of what was never issued (§4.4.8).
    private static int ExtensionOctets(ReadOnlyMemory<byte>? nonce, bool extendedRevoke) =>
        (nonce is { } value ? DerSpanWriter.SizeOf(ContentOf(Oids.OcspNonce, value.Length)) : 0)
        + (extendedRevoke ? DerSpanWriter.SizeOf(ContentOf(Oids.OcspExtendedRevoke, 2)) : 0);

    private static int ContentOf(ObjectIdentifier type, int value) => type.Encoded.Length + DerSpanWriter.SizeOf(value);

    private static void WriteExtensions(ref DerSpanWriter writer, int octets, ReadOnlyMemory<byte>? nonce, bool extendedRevoke)
    {
        writer.Open(One, DerSpanWriter.SizeOf(octets));
        writer.Open(DerTag.Sequence, octets);
        if (nonce is { } value)
        {
            WriteExtension(ref writer, Oids.OcspNonce, value.Span);
        }

        if (extendedRevoke)
        {
            WriteExtension(ref writer, Oids.OcspExtendedRevoke, [DerTag.Null, 0]);
        }
    }

    private static void WriteExtension(ref DerSpanWriter writer, ObjectIdentifier type, scoped ReadOnlySpan<byte> value)
    {
        writer.Open(DerTag.Sequence, ContentOf(type, value.Length));
        writer.Write(type.Encoded);
        writer.Open(DerTag.OctetString, value.Length);
        writer.Write(value);
    }

    // SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, nextUpdate [0] OPTIONAL, singleExtensions [1] OPTIONAL }
    private static int ContentOf(in OcspAnswer answer) =>
        answer.CertId.Encoded.Length + DerSpanWriter.SizeOf(ContentOf(answer.Status)) + DerSpanWriter.TimeOctets + DerSpanWriter.SizeOf(DerSpanWriter.TimeOctets);

    private static void WriteAnswer(ref DerSpanWriter writer, in OcspAnswer answer)
    {
        writer.Open(DerTag.Sequence, ContentOf(answer));
        writer.Write(answer.CertId.Encoded.Span);
        WriteStatus(ref writer, answer.Status);
        writer.WriteTime(answer.ThisUpdate);
        writer.Open(Zero, DerSpanWriter.TimeOctets);
        writer.WriteTime(answer.NextUpdate);
    }

    // CertStatus ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT NULL }
    // RevokedInfo ::= SEQUENCE { revocationTime GeneralizedTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }
    private static int ContentOf(in OcspStatus status) =>
        status.Kind is not OcspStatusKind.Revoked ? 0 : DerSpanWriter.TimeOctets + (RevocationReasons.IsWritten(status.Reason) ? 5 : 0);

    private static void WriteStatus(ref DerSpanWriter writer, in OcspStatus status)
    {
        if (status.Kind is not OcspStatusKind.Revoked)
        {
            writer.Open(DerTag.Context(status.Kind is OcspStatusKind.Good ? 0 : 2), 0);
            return;
        }

        writer.Open(One, ContentOf(status));
        writer.WriteTime(status.RevokedAt);
        if (RevocationReasons.IsWritten(status.Reason))
        {
            writer.Open(Zero, 3);
            writer.Write([DerTag.Enumerated, 1, (byte)status.Reason]);
        }
    }
}
