using System.Formats.Asn1;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Ocsp;

/// <summary>Writes answers in the order of RFC 6960 §4.2.1.</summary>
internal static class OcspResponseWriter
{
    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag One = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Two = new(TagClass.ContextSpecific, 2);

    // ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }; KeyHash ::= OCTET STRING — SHA-1 of the responder's key.
    // byKey is twenty octets where a name is a hundred.
    public static byte[] ResponderId(byte[] keyHash)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(Two))
        {
            writer.WriteOctetString(keyHash);
        }

        return writer.Encode();
    }

    // ResponseData ::= SEQUENCE { version [0] DEFAULT v1, responderID, producedAt, responses SEQUENCE OF SingleResponse, responseExtensions [1] OPTIONAL }
    public static byte[] ResponseData(ReadOnlyMemory<byte> responderId, DateTimeOffset producedAt, IReadOnlyList<OcspAnswer> answers, ReadOnlyMemory<byte>? nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, 512);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(responderId.Span);
            WriteTime(writer, producedAt);
            using (writer.PushSequence())
            {
                foreach (var answer in answers)
                {
                    WriteAnswer(writer, answer);
                }
            }

            WriteExtensions(writer, nonce, extendedRevoke: answers.Any(answer => answer.Status == OcspStatus.NeverIssued));
        }

        return writer.Encode();
    }

    // BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature BIT STRING, certs [0] OPTIONAL },
    // inside OCSPResponse ::= SEQUENCE { responseStatus successful(0), responseBytes [0] { responseType, response OCTET STRING } }
    public static byte[] Response(byte[] tbs, SignatureAlgorithm algorithm, byte[] signature, ParsedCertificate signer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, tbs.Length + signer.Der.Length + 256);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue([DerTag.Enumerated, 1, 0]);
            using (writer.PushSequence(Zero))
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(Oids.OcspBasicResponse.Encoded);
                using (writer.PushOctetString())
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(tbs);
                    writer.WriteEncodedValue(algorithm.Encoded.Span);
                    writer.WriteBitString(signature);
                    using (writer.PushSequence(Zero))
                    using (writer.PushSequence())
                    {
                        writer.WriteEncodedValue(signer.Der.Span);
                    }
                }
            }
        }

        return writer.Encode();
    }

    // responseExtensions [1] EXPLICIT Extensions OPTIONAL, none critical: the nonce of the request, and a NULL where "revoked" is also said
    // of what was never issued (§4.4.8).
    private static void WriteExtensions(AsnWriter writer, ReadOnlyMemory<byte>? nonce, bool extendedRevoke)
    {
        if (nonce is null && !extendedRevoke)
        {
            return;
        }

        using (writer.PushSequence(One))
        using (writer.PushSequence())
        {
            if (nonce is { } value)
            {
                WriteExtension(writer, Oids.OcspNonce, value.Span);
            }

            if (extendedRevoke)
            {
                WriteExtension(writer, Oids.OcspExtendedRevoke, [DerTag.Null, 0]);
            }
        }
    }

    private static void WriteExtension(AsnWriter writer, ObjectIdentifier type, ReadOnlySpan<byte> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(type.Encoded);
            writer.WriteOctetString(value);
        }
    }

    // SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, nextUpdate [0] OPTIONAL, singleExtensions [1] OPTIONAL }
    private static void WriteAnswer(AsnWriter writer, in OcspAnswer answer)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(answer.CertId.Encoded.Span);
            WriteStatus(writer, answer.Status);
            WriteTime(writer, answer.ThisUpdate);
            using (writer.PushSequence(Zero))
            {
                WriteTime(writer, answer.NextUpdate);
            }
        }
    }

    // CertStatus ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT NULL }
    private static void WriteStatus(AsnWriter writer, in OcspStatus status)
    {
        switch (status.Kind)
        {
            case OcspStatusKind.Good:
                writer.WriteNull(Zero);
                break;
            case OcspStatusKind.Revoked:
                // RevokedInfo ::= SEQUENCE { revocationTime GeneralizedTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }
                using (writer.PushSequence(One))
                {
                    WriteTime(writer, status.RevokedAt);
                    if (RevocationReasons.IsWritten(status.Reason))
                    {
                        using (writer.PushSequence(Zero))
                        {
                            writer.WriteEncodedValue([DerTag.Enumerated, 1, (byte)status.Reason]);
                        }
                    }
                }

                break;
            default:
                writer.WriteNull(Two);
                break;
        }
    }

    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        Span<byte> encoded = stackalloc byte[17];
        writer.WriteEncodedValue(encoded[..DerTime.WriteGeneralized(time, encoded)]);
    }
}
