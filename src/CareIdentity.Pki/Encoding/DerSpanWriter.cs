namespace CareIdentity.Pki.Encoding;

/// <summary>
/// Writes DER forwards into octets of the right length: whoever writes knows the length of everything before it begins. Allocates nothing.
/// </summary>
internal ref struct DerSpanWriter(Span<byte> into)
{
    /// <summary>Of a GeneralizedTime in whole seconds.</summary>
    public const int TimeOctets = 17;

    private readonly Span<byte> _into = into;
    private int _at;

    /// <summary>Octets of an element with so many octets of content (X.690 §10.1: the length as short as it can be).</summary>
    public static int SizeOf(int content) => content switch
    {
        < 0x80 => 2 + content,
        <= 0xFF => 3 + content,
        <= 0xFFFF => 4 + content,
        _ => throw new ArgumentOutOfRangeException(nameof(content), content, "What is written here is shorter than 64 KiB."),
    };

    /// <summary>Tag and length; the content follows.</summary>
    public void Open(byte tag, int content)
    {
        _into[_at++] = tag;
        if (content >= 0x80)
        {
            _into[_at++] = content <= 0xFF ? (byte)0x81 : (byte)0x82;
            if (content > 0xFF)
            {
                _into[_at++] = (byte)(content >> 8);
            }
        }

        _into[_at++] = (byte)content;
    }

    /// <summary>What is encoded already, or content.</summary>
    public void Write(scoped ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_into[_at..]);
        _at += octets.Length;
    }

    public void Write(byte octet) => _into[_at++] = octet;

    public void WriteTime(DateTimeOffset time) => _at += DerTime.WriteGeneralized(time, _into[_at..]);

    public readonly void RequireFull()
    {
        if (_at != _into.Length)
        {
            throw new InvalidOperationException("What was written is not as long as was said.");
        }
    }
}
