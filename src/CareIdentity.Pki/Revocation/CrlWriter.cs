using System.Buffers;
using System.Formats.Asn1;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Lint;

namespace CareIdentity.Pki.Revocation;

/// <summary>
/// Writes and signs revocation lists (RFC 5280 §5, version 2) in time linear in their length and in constant memory: entries come from
/// storage one by one, go to a spool, and from there, once their length is known, to the list. (The framework's builder is quadratic.)
/// </summary>
public static class CrlWriter
{
    private const int BufferOctets = 64 * 1024;

    /// <summary>
    /// Writes a whole list to <paramref name="output"/>. <paramref name="spool"/> is an empty stream that can be read back, e.g. a
    /// temporary file; the entries of a million revoked certificates take about fifty megabytes.
    /// </summary>
    /// <returns>The number of octets written, or what forbids this list; then nothing was written.</returns>
    public static async Task<Checked<SignedCrl>> WriteAsync(
        Issuer issuer, CrlDetails details, IAsyncEnumerable<RevokedCertificate> revoked, Stream spool, Stream output, CancellationToken cancellationToken)
    {
        var (before, after) = AroundEntries(issuer, details);
        if (CrlLint.Check([.. Header(DerTag.Sequence, before.Length + after.Length), .. before, .. after], issuer.Certificate.Tbs, issuer.SignatureAlgorithm) is { Count: > 0 } findings)
        {
            return Checked<SignedCrl>.FromFindings(findings);
        }

        var (entries, octets, wrong) = await SpoolAsync(details, revoked, spool, cancellationToken).ConfigureAwait(false);
        if (wrong is not null)
        {
            return wrong;
        }

        spool.Position = 0;
        // revokedCertificates is absent, not empty, when there are none (RFC 5280 §5.1.2.6).
        var listHeader = entries == 0 ? [] : Header(DerTag.Sequence, octets);
        var contentLength = before.Length + listHeader.Length + octets + after.Length;
        var tbsHeader = Header(DerTag.Sequence, contentLength);
        var algorithm = issuer.SignatureAlgorithm;

        using var hash = IncrementalHash.CreateHash(algorithm.Hash);
        // The outer length depends on the signature's, which is known only at the end: the digest of the signed part is made first.
        hash.AppendData(tbsHeader);
        hash.AppendData(before);
        hash.AppendData(listHeader);
        await CopyAsync(spool, chunk => hash.AppendData(chunk.Span), cancellationToken).ConfigureAwait(false);
        hash.AppendData(after);
        var digest = hash.GetHashAndReset();
        var signature = await issuer.KeyStore.SignDigestAsync(issuer.KeyName, algorithm, digest, cancellationToken).ConfigureAwait(false);
        if (!issuer.Verifier.VerifyDigest(algorithm, digest, signature))
        {
            throw new CryptographicException($"The key store returned a wrong signature for \"{issuer.KeyName}\".");
        }

        var trailer = Trailer(algorithm.Encoded.Span, signature);
        var outer = Header(DerTag.Sequence, tbsHeader.Length + contentLength + trailer.Length);
        foreach (var part in (byte[][])[outer, tbsHeader, before, listHeader])
        {
            await output.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        }

        spool.Position = 0;
        await spool.CopyToAsync(output, BufferOctets, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(after, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(trailer, cancellationToken).ConfigureAwait(false);
        return new SignedCrl(details.Number, entries, outer.Length + tbsHeader.Length + contentLength + trailer.Length);
    }

    /// <summary>A list that fits in memory, e.g. a shard or a root's.</summary>
    public static async Task<Checked<byte[]>> WriteAsync(Issuer issuer, CrlDetails details, IEnumerable<RevokedCertificate> revoked, CancellationToken cancellationToken)
    {
        using var spool = new MemoryStream();
        using var output = new MemoryStream();
        var written = await WriteAsync(issuer, details, revoked.ToAsyncEnumerable(), spool, output, cancellationToken).ConfigureAwait(false);
        return written.Passed ? Checked<byte[]>.FromValue(output.ToArray()) : Checked<byte[]>.FromFindings(written.Findings);
    }

    private static async Task<(long Entries, long Octets, Finding? Wrong)> SpoolAsync(
        CrlDetails details, IAsyncEnumerable<RevokedCertificate> revoked, Stream spool, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferOctets);
        try
        {
            var (entries, octets, filled) = (0L, 0L, 0);
            await foreach (var entry in revoked.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (CrlLint.Check(entry, details) is { } wrong)
                {
                    return (entries, octets, wrong);
                }

                if (filled + CrlEntry.MostOctets > buffer.Length)
                {
                    await spool.WriteAsync(buffer.AsMemory(0, filled), cancellationToken).ConfigureAwait(false);
                    (octets, filled) = (octets + filled, 0);
                }

                filled += CrlEntry.Write(entry, buffer.AsSpan(filled));
                entries++;
            }

            await spool.WriteAsync(buffer.AsMemory(0, filled), cancellationToken).ConfigureAwait(false);
            return (entries, octets + filled, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // TBSCertList ::= SEQUENCE { version v2(1), signature, issuer, thisUpdate, nextUpdate, revokedCertificates, crlExtensions [0] } — RFC 5280 §5.1
    private static (byte[] Before, byte[] After) AroundEntries(Issuer issuer, CrlDetails details)
    {
        Span<byte> time = stackalloc byte[17];
        var before = new ArrayBufferWriter<byte>(512);
        before.Write<byte>([DerTag.Integer, 1, 1]);
        before.Write(issuer.SignatureAlgorithm.Encoded.Span);
        before.Write(issuer.Certificate.Tbs.Subject.Span);
        before.Write(time[..DerTime.Write(details.ThisUpdate, time)]);
        before.Write(time[..DerTime.Write(details.NextUpdate, time)]);

        var after = new AsnWriter(AsnEncodingRules.DER);
        using (after.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (after.PushSequence())
        {
            CrlExtensions.Write(after, issuer.Certificate.Tbs, details);
        }

        return (before.WrittenSpan.ToArray(), after.Encode());
    }

    private static async Task CopyAsync(Stream spool, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferOctets);
        try
        {
            int read;
            while ((read = await spool.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                take(buffer.AsMemory(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Trailer(ReadOnlySpan<byte> algorithm, byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteBitString(signature);
        return [.. algorithm, .. writer.Encode()];
    }

    // A tag and a minimal definite length (X.690 §10.1).
    private static byte[] Header(byte tag, long length)
    {
        if (length < 0x80)
        {
            return [tag, (byte)length];
        }

        var octets = 1;
        while (length >> (8 * octets) != 0)
        {
            octets++;
        }

        var header = new byte[2 + octets];
        (header[0], header[1]) = (tag, (byte)(0x80 | octets));
        for (var i = 0; i < octets; i++)
        {
            header[2 + i] = (byte)(length >> (8 * (octets - 1 - i)));
        }

        return header;
    }
}
