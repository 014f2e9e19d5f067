using System.Buffers;

namespace CareIdentity.Cards.Tlv;

/// <summary>Writes BER-TLV with the shortest lengths (ISO/IEC 7816-4:2013 §6.3); <see cref="Push"/> opens a constructed element as <c>AsnWriter</c> does.</summary>
public sealed class TlvWriter
{
    private readonly Stack<(int Tag, ArrayBufferWriter<byte> Content)> open = new();
    private ArrayBufferWriter<byte> current = new();

    /// <summary>Opens an element; disposing the scope closes it and writes its length.</summary>
    public Scope Push(int tag)
    {
        open.Push((tag, current));
        current = new ArrayBufferWriter<byte>();
        return new Scope(this);
    }

    public void Write(int tag, ReadOnlySpan<byte> value)
    {
        WriteTag(tag);
        WriteLength(value.Length);
        current.Write(value);
    }

    public void Write(int tag, byte value) => Write(tag, [value]);

    /// <summary>Elements that are encoded already.</summary>
    public void WriteEncoded(ReadOnlySpan<byte> elements) => current.Write(elements);

    /// <exception cref="InvalidOperationException">A scope is still open.</exception>
    public byte[] Encode() => open.Count == 0
        ? current.WrittenSpan.ToArray()
        : throw new InvalidOperationException("An element is still open.");

    private void Pop()
    {
        var content = current;
        (var tag, current) = open.Pop();
        Write(tag, content.WrittenSpan);
        content.Clear();
    }

    private void WriteTag(int tag)
    {
        if (tag > 0xFFFF)
        {
            current.Write([(byte)(tag >> 16)]);
        }

        if (tag > 0xFF)
        {
            current.Write([(byte)(tag >> 8)]);
        }

        current.Write([(byte)tag]);
    }

    private void WriteLength(int length) => current.Write(length switch
    {
        < 0x80 => [(byte)length],
        <= 0xFF => [0x81, (byte)length],
        <= 0xFFFF => [0x82, (byte)(length >> 8), (byte)length],
        _ => [0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
    });

    /// <summary>An open element.</summary>
    public readonly ref struct Scope(TlvWriter writer)
    {
        public void Dispose() => writer.Pop();
    }
}
