using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Revocation;

/// <summary>
/// A revocation list read strictly (RFC 5280 §5.1), not trusted: <see cref="RevocationLists"/> checks it. The octets given are kept and
/// entries are walked when asked for, so a long list costs no more memory than itself.
/// </summary>
public sealed class ParsedCrl
{
    private readonly DerRange? _entries;

    private ParsedCrl(ReadOnlyMemory<byte> der)
    {
        Der = der;
        var outer = new DerReader(der.Span);
        var list = outer.EnterSequence();
        outer.RequireEnd();
        var tbsRange = list.ReadEncoded(DerTag.Sequence);
        Tbs = tbsRange.Of(der);
        SignatureAlgorithm = list.ReadEncoded(DerTag.Sequence).Of(der);
        Signature = list.ReadOctetAlignedBitString().Of(der);
        list.RequireEnd();

        var tbs = outer.Inside(tbsRange).EnterSequence();
        // Version OPTIONAL, and v2(1) when it is there (§5.1.2.1); version 1 has no extensions, so no number.
        if (tbs.ReadSmallNumber() != 1)
        {
            throw new PkiFormatException("The revocation list is not of version 2 (RFC 5280 §5.1.2.1).");
        }

        InnerSignatureAlgorithm = tbs.ReadEncoded(DerTag.Sequence).Of(der);
        Issuer = tbs.ReadEncoded(DerTag.Sequence).Of(der);
        ThisUpdate = DerTime.Read(ref tbs, out var thisForm);
        // §5.1.2.5: OPTIONAL in the grammar, REQUIRED by the profile.
        NextUpdate = DerTime.Read(ref tbs, out var nextForm);
        TimesAreInTheFormOfTheirYear = IsFormOf(ThisUpdate, thisForm) && IsFormOf(NextUpdate, nextForm);
        _entries = tbs.TryRead(DerTag.Sequence, out var entries) ? entries : null;
        Extensions = CrlExtensionReader.Read(ref tbs, der);
        tbs.RequireEnd();
        Count = Walk();
    }

    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>The signed part.</summary>
    public ReadOnlyMemory<byte> Tbs { get; }

    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public ReadOnlyMemory<byte> Issuer { get; }

    public DateTimeOffset ThisUpdate { get; }

    public DateTimeOffset NextUpdate { get; }

    /// <summary>How many certificates are revoked.</summary>
    public long Count { get; }

    /// <summary>Null where the list has none (§5.2.3), or one that is longer than any of ours.</summary>
    public long? Number => Extensions.Number is { Length: > 0 and <= 8 } number
        ? (long)new System.Numerics.BigInteger(number.Span, isUnsigned: false, isBigEndian: true)
        : null;

    internal ReadOnlyMemory<byte> InnerSignatureAlgorithm { get; }

    internal bool TimesAreInTheFormOfTheirYear { get; }

    internal CrlScope Extensions { get; }

    /// <exception cref="PkiFormatException">The bytes are not exactly one revocation list of version 2 in DER.</exception>
    public static ParsedCrl Parse(ReadOnlyMemory<byte> der) => new(der);

    /// <summary>One that is not signed yet, for its rules: its signed part in an envelope with an empty signature.</summary>
    internal static ParsedCrl ParseUnsigned(ReadOnlySpan<byte> tbs, SignatureAlgorithm algorithm)
    {
        var content = tbs.Length + algorithm.Encoded.Length + 3;
        var der = new byte[DerSpanWriter.SizeOf(content)];
        var writer = new DerSpanWriter(der);
        writer.Open(DerTag.Sequence, content);
        writer.Write(tbs);
        writer.Write(algorithm.Encoded.Span);
        writer.Write([DerTag.BitString, 1, 0]);
        writer.RequireFull();
        return new ParsedCrl(der);
    }

    /// <summary>The reason for which a serial number is revoked; null when it is not on the list.</summary>
    public RevocationReason? Find(ReadOnlySpan<byte> serialNumberContent) => FindEntry(serialNumberContent)?.Reason;

    /// <summary>When and for which reason a serial number was revoked; null when it is not on the list.</summary>
    public (DateTimeOffset At, RevocationReason Reason)? FindEntry(ReadOnlySpan<byte> serialNumberContent)
    {
        if (_entries is not { } range)
        {
            return null;
        }

        var entries = new DerReader(Der.Span, range);
        while (!entries.IsEmpty)
        {
            var entry = entries.EnterSequence();
            if (entry.Span(entry.ReadInteger()).SequenceEqual(serialNumberContent))
            {
                return (DerTime.Read(ref entry, out _), CrlExtensionReader.Reason(ref entry));
            }
        }

        return null;
    }

    /// <summary>Whether everything that another list revokes is revoked by this one, too. For short lists.</summary>
    public bool Covers(ParsedCrl other)
    {
        if (other._entries is not { } range)
        {
            return true;
        }

        var entries = new DerReader(other.Der.Span, range);
        while (!entries.IsEmpty)
        {
            var entry = entries.EnterSequence();
            if (Find(entry.Span(entry.ReadInteger())) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Every entry, e.g. to carry them over into the next list. For short lists: they are all in memory.</summary>
    public IReadOnlyList<RevokedCertificate> ReadEntries()
    {
        var found = new List<RevokedCertificate>();
        if (_entries is not { } range)
        {
            return found;
        }

        var entries = new DerReader(Der.Span, range);
        while (!entries.IsEmpty)
        {
            var entry = entries.EnterSequence();
            if (!Issuing.SerialNumber.TryRead(entry.Span(entry.ReadInteger()), out var serial))
            {
                throw new PkiFormatException("The list revokes a certificate that this service cannot have issued.");
            }

            found.Add(new RevokedCertificate(serial, DerTime.Read(ref entry, out _), CrlExtensionReader.Reason(ref entry)));
        }

        return found;
    }

    private static bool IsFormOf(DateTimeOffset time, byte form) => form == (time.Year < 2050 ? DerTag.UtcTime : DerTag.GeneralizedTime);

    // Every entry is read once when the list is, so that a malformed one is found before it is needed.
    private long Walk()
    {
        if (_entries is not { } range)
        {
            return 0;
        }

        var entries = new DerReader(Der.Span, range);
        var count = 0L;
        do
        {
            var entry = entries.EnterSequence();
            entry.ReadInteger();
            DerTime.Read(ref entry, out _);
            CrlExtensionReader.Reason(ref entry);
            entry.RequireEnd();
            count++;
        }
        while (!entries.IsEmpty);
        return count;
    }
}
