using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Ocsp;

/// <summary>One SingleResponse as it is written; <see cref="Reason"/> is null where none stands there, <see cref="NextUpdate"/> likewise.</summary>
public readonly record struct ParsedSingleResponse(
    CertId CertId, OcspStatusKind Status, DateTimeOffset RevokedAt, RevocationReason? Reason, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate);

/// <summary>The signed part of an OCSP response read strictly (RFC 6960 §4.2.1), so that the rules see what will be signed and not what was meant.</summary>
public sealed class ParsedResponseData
{
    private ParsedResponseData(ReadOnlyMemory<byte> der)
    {
        var outer = new DerReader(der.Span);
        var data = outer.EnterSequence();
        outer.RequireEnd();
        WritesVersion = data.TryRead(DerTag.ContextConstructed(0), out _);
        ResponderKeyHash = ReadResponder(ref data, der);
        ProducedAt = ReadTime(ref data);
        Responses = ReadResponses(data.EnterSequence(), der);
        if (data.TryRead(DerTag.ContextConstructed(1), out var extensions))
        {
            ReadExtensions(data.Inside(extensions), der);
        }

        data.RequireEnd();
    }

    /// <summary>Version 1 is the default, which DER leaves out (X.690 §11.5).</summary>
    public bool WritesVersion { get; }

    /// <summary>Null where the responder is named otherwise.</summary>
    public ReadOnlyMemory<byte>? ResponderKeyHash { get; }

    public DateTimeOffset ProducedAt { get; }

    public IReadOnlyList<ParsedSingleResponse> Responses { get; }

    /// <summary>The value of the nonce extension.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; private set; }

    public bool IsExtendedRevoke { get; private set; }

    /// <summary>An extension that stands twice, is critical, or is none that is written here.</summary>
    public bool HasForeignExtension { get; private set; }

    /// <exception cref="PkiFormatException">The octets are not exactly one ResponseData in DER.</exception>
    public static ParsedResponseData Parse(ReadOnlyMemory<byte> der) => new(der);

    private static ReadOnlyMemory<byte>? ReadResponder(ref DerReader data, ReadOnlyMemory<byte> der)
    {
        if (!data.TryRead(DerTag.ContextConstructed(2), out var byKey))
        {
            data.Read(DerTag.ContextConstructed(1));
            return null;
        }

        var inner = data.Inside(byKey);
        var hash = inner.Read(DerTag.OctetString).Of(der);
        inner.RequireEnd();
        return hash;
    }

    private static ParsedSingleResponse[] ReadResponses(DerReader list, ReadOnlyMemory<byte> der)
    {
        var read = new List<ParsedSingleResponse>(1);
        while (!list.IsEmpty)
        {
            var single = list.EnterSequence();
            var certId = CertId.Read(single.ReadEncoded(DerTag.Sequence).Of(der));
            var (status, revokedAt, reason) = ReadStatus(ref single);
            var thisUpdate = ReadTime(ref single);
            DateTimeOffset? nextUpdate = null;
            if (single.TryRead(DerTag.ContextConstructed(0), out var next))
            {
                var inner = single.Inside(next);
                nextUpdate = ReadTime(ref inner);
                inner.RequireEnd();
            }

            single.RequireEnd();
            read.Add(new ParsedSingleResponse(certId, status, revokedAt, reason, thisUpdate, nextUpdate));
        }

        return [.. read];
    }

    private static (OcspStatusKind Kind, DateTimeOffset RevokedAt, RevocationReason? Reason) ReadStatus(ref DerReader single)
    {
        if (single.TryRead(DerTag.Context(0), out var good) && good.Length == 0)
        {
            return (OcspStatusKind.Good, default, null);
        }

        if (single.TryRead(DerTag.Context(2), out var unknown) && unknown.Length == 0)
        {
            return (OcspStatusKind.Unknown, default, null);
        }

        var info = single.Enter(DerTag.ContextConstructed(1));
        var at = ReadTime(ref info);
        RevocationReason? reason = null;
        if (info.TryRead(DerTag.ContextConstructed(0), out var range))
        {
            var inner = info.Inside(range);
            reason = (RevocationReason)inner.ReadSmallNumber(DerTag.Enumerated);
            inner.RequireEnd();
        }

        info.RequireEnd();
        return (OcspStatusKind.Revoked, at, reason);
    }

    private void ReadExtensions(DerReader explicitTag, ReadOnlyMemory<byte> der)
    {
        var list = explicitTag.EnterSequence();
        explicitTag.RequireEnd();
        do
        {
            var extension = list.EnterSequence();
            var type = list.Span(extension.ReadObjectIdentifier());
            var critical = extension.NextIs(DerTag.Boolean) && extension.ReadBoolean();
            var value = extension.Read(DerTag.OctetString).Of(der);
            extension.RequireEnd();
            if (!critical && type.SequenceEqual(Oids.OcspNonce.Content) && Nonce is null)
            {
                Nonce = value;
            }
            else if (!critical && type.SequenceEqual(Oids.OcspExtendedRevoke.Content) && !IsExtendedRevoke && value.Span is [DerTag.Null, 0])
            {
                IsExtendedRevoke = true;
            }
            else
            {
                HasForeignExtension = true;
            }
        }
        while (!list.IsEmpty);
    }

    // RFC 6960 §4.2.2.1, with RFC 5280 §4.1.2.5.2: GeneralizedTime whatever the year.
    private static DateTimeOffset ReadTime(ref DerReader reader)
    {
        var time = DerTime.Read(ref reader, out var tag);
        return tag == DerTag.GeneralizedTime ? time : throw new PkiFormatException("A time of an OCSP response is not a GeneralizedTime (RFC 6960 §4.2.1).");
    }
}
