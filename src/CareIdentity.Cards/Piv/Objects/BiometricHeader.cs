using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv.Objects;

/// <summary>
/// The header that stands before every biometric record of PIV: 88 bytes of CBEFF, big-endian (SP 800-76-2 §9). What it says of lengths decides
/// where the record ends and the signature begins.
/// </summary>
/// <param name="RecordFormat">Owner and type of the record's format: 001B 0501 is a face (INCITS 385).</param>
/// <param name="Created">In UTC, to the second.</param>
/// <param name="BiometricType">000002 is a face.</param>
/// <param name="Quality">-2 not known, -1 tried in vain, else 0 to 100.</param>
/// <param name="Creator">Who made it; up to 17 characters and an end.</param>
public sealed record BiometricHeader(
    byte SecurityOptions, uint RecordFormat, DateTimeOffset Created, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil,
    int BiometricType, byte DataType, sbyte Quality, string Creator, ReadOnlyMemory<byte> FascN)
{
    public const int Length = 88;

    /// <summary>INCITS 385-2004, as SP 800-76-2 §7 wants it.</summary>
    public const uint FaceFormat = 0x001B_0501;

    public const int Face = 0x000002;

    private const byte PatronVersion = 0x03;
    private const int CreatorLength = 18;
    private const int FascNLength = 25;
    private const int DateLength = 8;

    // patron header version (1), security options (1), record length (4), signature length (2), format owner and type (4), creation (8), validity (16),
    // biometric type (3), data type (1), quality (1), creator (18), FASC-N (25), reserved (4)
    internal byte[] Encode(int recordLength, int signatureLength)
    {
        var header = new byte[Length];
        (header[0], header[1]) = (PatronVersion, SecurityOptions);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(2), recordLength);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), checked((ushort)signatureLength));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), RecordFormat);
        WriteDate(header.AsSpan(12), Created);
        WriteDate(header.AsSpan(20), ValidFrom);
        WriteDate(header.AsSpan(28), ValidUntil);
        (header[36], header[37], header[38]) = ((byte)(BiometricType >> 16), (byte)(BiometricType >> 8), (byte)BiometricType);
        (header[39], header[40]) = (DataType, (byte)Quality);
        Encoding.ASCII.GetBytes(Creator, header.AsSpan(41, CreatorLength - 1));
        FascN.Span.CopyTo(header.AsSpan(59, FascNLength));
        return header;
    }

    /// <exception cref="CardProtocolException">Another header, or dates that are none.</exception>
    internal static BiometricHeader Decode(ReadOnlySpan<byte> header, out int recordLength, out int signatureLength)
    {
        if (header.Length < Length || header[0] != PatronVersion)
        {
            throw new CardProtocolException("A biometric record begins with 88 bytes of CBEFF, version 3.");
        }

        var record = BinaryPrimitives.ReadUInt32BigEndian(header[2..]);
        recordLength = record <= int.MaxValue ? (int)record : throw new CardProtocolException("The biometric record is longer than it can be.");
        signatureLength = BinaryPrimitives.ReadUInt16BigEndian(header[6..]);
        var creator = header.Slice(41, CreatorLength);
        return new BiometricHeader(
            header[1],
            BinaryPrimitives.ReadUInt32BigEndian(header[8..]),
            ReadDate(header[12..]),
            ReadDate(header[20..]),
            ReadDate(header[28..]),
            (header[36] << 16) | (header[37] << 8) | header[38],
            header[39],
            (sbyte)header[40],
            Encoding.ASCII.GetString(creator.IndexOf((byte)0) is var end and >= 0 ? creator[..end] : creator),
            header.Slice(59, FascNLength).ToArray());
    }

    // YYYYMMDDhhmmss as seven bytes of two decimal digits, then "Z" (SP 800-76-2 §9).
    private static void WriteDate(Span<byte> to, DateTimeOffset date)
    {
        Convert.FromHexString(date.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)).CopyTo(to);
        to[DateLength - 1] = (byte)'Z';
    }

    private static DateTimeOffset ReadDate(ReadOnlySpan<byte> from) =>
        from[DateLength - 1] == (byte)'Z'
        && DateTimeOffset.TryParseExact(
            Convert.ToHexString(from[..(DateLength - 1)]), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : throw new CardProtocolException("A date of a biometric record is none.");
}
