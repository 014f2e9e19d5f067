namespace CareIdentity.Pki.Encoding;

/// <summary>
/// Walks DER (X.690 §10) over a span without allocating. Strict: definite and minimal lengths, one-octet tags, minimal integers,
/// canonical booleans. Positions are absolute in the bytes first given, so that a caller can keep ranges instead of copies.
/// </summary>
internal ref struct DerReader
{
    private readonly ReadOnlySpan<byte> _whole;
    private readonly int _end;
    private int _at;

    public DerReader(ReadOnlySpan<byte> input)
        : this(input, new DerRange(0, input.Length))
    {
    }

    public DerReader(ReadOnlySpan<byte> whole, DerRange range)
    {
        _whole = whole;
        _at = range.Start;
        _end = range.End;
    }

    public readonly bool IsEmpty => _at == _end;

    public readonly int Position => _at;

    public readonly bool NextIs(byte tag) => _at < _end && _whole[_at] == tag;

    /// <summary>The next element: its tag, where its content stands, and by <see cref="Position"/> where it ends.</summary>
    public DerRange ReadAny(out byte tag)
    {
        if (_end - _at < 2)
        {
            throw Malformed("an element is cut off");
        }

        tag = _whole[_at];
        if ((tag & 0x1F) == 0x1F)
        {
            throw Malformed("a tag takes more than one octet");
        }

        var content = ReadLength(_at + 1, out var length);
        if (length > _end - content)
        {
            throw Malformed("an element is longer than what holds it");
        }

        _at = content + length;
        return new DerRange(content, length);
    }

    public DerRange Read(byte tag)
    {
        if (!NextIs(tag))
        {
            throw Malformed($"tag {tag:X2} expected");
        }

        return ReadAny(out _);
    }

    /// <summary>The content of the next element when it carries <paramref name="tag"/>; otherwise nothing is read (OPTIONAL).</summary>
    public bool TryRead(byte tag, out DerRange content)
    {
        if (!NextIs(tag))
        {
            content = default;
            return false;
        }

        content = ReadAny(out _);
        return true;
    }

    /// <summary>The next element with its tag and length.</summary>
    public DerRange ReadEncoded(byte tag)
    {
        var start = _at;
        Read(tag);
        return new DerRange(start, _at - start);
    }

    public DerRange ReadEncoded()
    {
        var start = _at;
        ReadAny(out _);
        return new DerRange(start, _at - start);
    }

    public DerReader Enter(byte tag) => new(_whole, Read(tag));

    public readonly DerReader Inside(DerRange range) => new(_whole, range);

    public DerReader EnterSequence() => Enter(DerTag.Sequence);

    /// <summary>The content octets of an INTEGER, checked to be minimal (X.690 §8.3.2).</summary>
    public DerRange ReadInteger()
    {
        var range = Read(DerTag.Integer);
        CheckInteger(range.Of(_whole));
        return range;
    }

    /// <summary>An INTEGER or ENUMERATED that a protocol bounds to a small non-negative number.</summary>
    public int ReadSmallNumber(byte tag = DerTag.Integer)
    {
        var content = Read(tag).Of(_whole);
        CheckInteger(content);
        if (content.Length > 4 || content[0] >= 0x80)
        {
            throw Malformed("a number is out of range");
        }

        var value = 0;
        foreach (var octet in content)
        {
            value = (value << 8) | octet;
        }

        return value;
    }

    /// <summary>A BOOLEAN: DER knows only 00 and FF (X.690 §11.1).</summary>
    public bool ReadBoolean()
    {
        var content = Read(DerTag.Boolean).Of(_whole);
        return content switch
        {
            [0x00] => false,
            [0xFF] => true,
            _ => throw Malformed("a BOOLEAN is neither 00 nor FF"),
        };
    }

    public DerRange ReadObjectIdentifier()
    {
        var range = Read(DerTag.ObjectIdentifier);
        ObjectIdentifier.CheckContent(range.Of(_whole));
        return range;
    }

    /// <summary>A BIT STRING of whole octets: a key, a signature (X.690 §8.6).</summary>
    public DerRange ReadOctetAlignedBitString()
    {
        var range = Read(DerTag.BitString);
        if (range.Length < 1 || _whole[range.Start] != 0)
        {
            throw Malformed("a BIT STRING is not whole octets");
        }

        return new DerRange(range.Start + 1, range.Length - 1);
    }

    public readonly void RequireEnd()
    {
        if (!IsEmpty)
        {
            throw Malformed("there are octets after the last element");
        }
    }

    public readonly ReadOnlySpan<byte> Span(DerRange range) => range.Of(_whole);

    private static void CheckInteger(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            throw new PkiFormatException("DER: an INTEGER has no content.");
        }

        if (content.Length > 1 && (content[0] == 0x00 && content[1] < 0x80 || content[0] == 0xFF && content[1] >= 0x80))
        {
            throw new PkiFormatException("DER: an INTEGER is not minimal.");
        }
    }

    private readonly int ReadLength(int at, out int length)
    {
        int first = _whole[at++];
        if (first < 0x80)
        {
            length = first;
            return at;
        }

        var octets = first & 0x7F;
        // 0x80 is the indefinite form of BER. Four octets would be more than two gigabytes: nothing here is.
        if (octets is 0 or > 4 || octets > _end - at)
        {
            throw Malformed("a length is indefinite or too long");
        }

        long value = 0;
        for (var i = 0; i < octets; i++)
        {
            value = (value << 8) | _whole[at++];
        }

        if (value < 0x80 || value >> (8 * (octets - 1)) == 0 || value > int.MaxValue)
        {
            throw Malformed("a length is not minimal");
        }

        length = (int)value;
        return at;
    }

    private readonly PkiFormatException Malformed(string what) => new($"DER: {what} (at octet {_at}).");
}
