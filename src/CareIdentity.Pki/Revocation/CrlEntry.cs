using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;

namespace CareIdentity.Pki.Revocation;

/// <summary>Writes one entry, octet by octet: a national list has a million of them.</summary>
internal static class CrlEntry
{
    /// <summary>The longest entry: a GeneralizedTime and a reason.</summary>
    public const int MostOctets = 2 + 2 + SerialNumber.Octets + 17 + ReasonOctets;

    private const int ReasonOctets = 14;

    // SEQUENCE { userCertificate INTEGER, revocationDate Time, crlEntryExtensions Extensions OPTIONAL } — RFC 5280 §5.1
    public static int Write(in RevokedCertificate entry, Span<byte> into)
    {
        into[0] = DerTag.Sequence;
        into[2] = DerTag.Integer;
        into[3] = SerialNumber.Octets;
        entry.SerialNumber.Value.Span.CopyTo(into[4..]);
        var at = 4 + SerialNumber.Octets;
        at += DerTime.Write(entry.RevokedAt, into[at..]);
        if (RevocationReasons.IsWritten(entry.Reason))
        {
            // Extensions { Extension { id-ce-cRLReasons, OCTET STRING { ENUMERATED reason } } } — §5.3.1, not critical
            ReadOnlySpan<byte> reason = [DerTag.Sequence, 12, DerTag.Sequence, 10, DerTag.ObjectIdentifier, 3, 0x55, 0x1D, 0x15, DerTag.OctetString, 3, DerTag.Enumerated, 1];
            reason.CopyTo(into[at..]);
            into[at + reason.Length] = (byte)entry.Reason;
            at += ReasonOctets;
        }

        // Never above 127: one length octet.
        into[1] = (byte)(at - 2);
        return at;
    }
}
