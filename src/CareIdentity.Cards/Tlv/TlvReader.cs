using System.Globalization;
using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Tlv;

/// <summary>
/// Reads BER-TLV (ISO/IEC 7816-4:2013 §6.3) inside the bytes it was given and never beyond: tags of one to three bytes, definite lengths of
/// up to three. Anything else throws <see cref="CardProtocolException"/>. A length that is longer than it need be is read, because cards send it.
/// </summary>
public ref struct TlvReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool HasMore => !rest.IsEmpty;

    /// <summary>Whether the next element has this tag; reads nothing.</summary>
    public readonly bool IsNext(int tag) => HasMore && ReadHead(rest, out _, out _) == tag;

    /// <summary>The value of the next element, which has to have this tag.</summary>
    public ReadOnlySpan<byte> Read(int tag)
    {
        var value = ReadNext(out var actual);
        return actual == tag ? value : throw Broken($"tag {Hex(actual)} stands where {Hex(tag)} belongs");
    }

    /// <summary>The value of the next element, whichever it is.</summary>
    public ReadOnlySpan<byte> ReadNext(out int tag)
    {
        tag = ReadHead(rest, out var start, out var length);
        var value = rest.Slice(start, length);
        rest = rest[(start + length)..];
        return value;
    }

    /// <summary>A reader of the elements inside the next one.</summary>
    public TlvReader ReadNested(int tag) => new(Read(tag));

    /// <summary>Passes over elements until the one with this tag; its value, or an exception where there is none.</summary>
    public ReadOnlySpan<byte> Find(int tag)
    {
        while (HasMore)
        {
            var value = ReadNext(out var actual);
            if (actual == tag)
            {
                return value;
            }
        }

        throw Broken($"tag {Hex(tag)} is missing");
    }

    /// <summary>Says that nothing may follow.</summary>
    public readonly void End()
    {
        if (HasMore)
        {
            throw Broken($"{rest.Length} bytes follow the end");
        }
    }

    private static int ReadHead(ReadOnlySpan<byte> bytes, out int start, out int length)
    {
        var at = 0;
        int tag = Next(bytes, ref at);
        if ((tag & 0x1F) == 0x1F)
        {
            byte more;
            do
            {
                more = Next(bytes, ref at);
                tag = (tag << 8) | more;
            }
            while ((more & 0x80) != 0 && at < 3);

            if ((more & 0x80) != 0)
            {
                throw Broken("a tag is longer than three bytes");
            }
        }

        length = Next(bytes, ref at);
        if (length >= 0x80)
        {
            var octets = length & 0x7F;
            if (octets is 0 or > 3)
            {
                throw Broken("a length is indefinite or longer than three bytes");
            }

            length = 0;
            for (var i = 0; i < octets; i++)
            {
                length = (length << 8) | Next(bytes, ref at);
            }
        }

        start = at;
        return length <= bytes.Length - at ? tag : throw Broken($"{length} bytes are promised and {bytes.Length - at} are there");
    }

    private static byte Next(ReadOnlySpan<byte> bytes, ref int at) =>
        at < bytes.Length ? bytes[at++] : throw Broken("it ends inside a tag or a length");

    private static string Hex(int tag) => tag.ToString("X2", CultureInfo.InvariantCulture);

    private static CardProtocolException Broken(string how) => new($"The TLV structure is broken: {how}.");
}
