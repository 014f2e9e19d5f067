namespace CareIdentity.Cards.Iso7816;

/// <summary>One command to a card (ISO/IEC 7816-4:2013 §5.2). Immutable; the encoding, short or extended, follows from the lengths.</summary>
/// <param name="Cla">Class byte; bit 0x10 marks a chained command that is not the last (§5.3.3).</param>
/// <param name="Le">Bytes wanted back: null for none, 256 (65536 when extended) for "as many as there are".</param>
public sealed record CommandApdu(byte Cla, byte Ins, byte P1, byte P2, ReadOnlyMemory<byte> Data = default, int? Le = null)
{
    public const int MaxShortData = 255;

    public const int MaxExtendedData = 65535;

    public bool NeedsExtendedLength => Data.Length > MaxShortData || Le > 256;

    /// <summary>Short form where both lengths allow it, else extended (§5.2: cases 1 to 4).</summary>
    /// <exception cref="InvalidOperationException">The lengths fit neither form.</exception>
    public byte[] Encode()
    {
        if (Data.Length > MaxExtendedData || Le is < 0 or > 65536)
        {
            throw new InvalidOperationException("A command carries at most 65,535 bytes and asks for at most 65,536.");
        }

        using var bytes = new MemoryStream(Data.Length + 10);
        bytes.Write([Cla, Ins, P1, P2]);
        if (NeedsExtendedLength)
        {
            EncodeExtended(bytes);
        }
        else
        {
            EncodeShort(bytes);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads either form; null where the bytes are not one whole command.</summary>
    public static CommandApdu? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
        {
            return null;
        }

        var (cla, ins, p1, p2) = (bytes[0], bytes[1], bytes[2], bytes[3]);
        var body = bytes[4..];
        switch (body.Length)
        {
            case 0:
                return new CommandApdu(cla, ins, p1, p2);
            case 1:
                return new CommandApdu(cla, ins, p1, p2, Le: body[0] == 0 ? 256 : body[0]);
        }

        if (body[0] != 0)
        {
            var length = body[0];
            return body.Length == 1 + length ? new CommandApdu(cla, ins, p1, p2, body.Slice(1, length).ToArray())
                : body.Length == 2 + length ? new CommandApdu(cla, ins, p1, p2, body.Slice(1, length).ToArray(), body[^1] == 0 ? 256 : body[^1])
                : null;
        }

        if (body.Length < 3)
        {
            return null;
        }

        var extended = (body[1] << 8) | body[2];
        if (body.Length == 3)
        {
            return new CommandApdu(cla, ins, p1, p2, Le: extended == 0 ? 65536 : extended);
        }

        if (extended == 0 || body.Length < 3 + extended)
        {
            return null;
        }

        var data = body.Slice(3, extended).ToArray();
        return body.Length == 3 + extended ? new CommandApdu(cla, ins, p1, p2, data)
            : body.Length == 5 + extended ? new CommandApdu(cla, ins, p1, p2, data, ((body[^2] << 8) | body[^1]) is var le and not 0 ? le : 65536)
            : null;
    }

    /// <summary>Header and lengths only: data may be a secret.</summary>
    public override string ToString() => $"{Cla:X2} {Ins:X2} {P1:X2} {P2:X2} Lc={Data.Length} Le={Le?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}";

    private void EncodeShort(MemoryStream bytes)
    {
        if (Data.Length > 0)
        {
            bytes.WriteByte((byte)Data.Length);
            bytes.Write(Data.Span);
        }

        if (Le is { } le)
        {
            bytes.WriteByte((byte)le);
        }
    }

    private void EncodeExtended(MemoryStream bytes)
    {
        bytes.WriteByte(0);
        if (Data.Length > 0)
        {
            bytes.Write([(byte)(Data.Length >> 8), (byte)Data.Length]);
            bytes.Write(Data.Span);
        }

        if (Le is { } le)
        {
            bytes.Write([(byte)(le >> 8), (byte)le]);
        }
    }
}
