namespace CareIdentity.Cards.Iso7816;

/// <summary>What a card answers: data, possibly none, and the status word (ISO/IEC 7816-4:2013 §5.2).</summary>
public sealed record ResponseApdu(ReadOnlyMemory<byte> Data, StatusWord Status)
{
    public ResponseApdu(StatusWord status)
        : this(ReadOnlyMemory<byte>.Empty, status)
    {
    }

    public bool IsSuccess => Status.IsSuccess;

    /// <exception cref="CardProtocolException">Fewer than two bytes, or more than an extended response holds.</exception>
    public static ResponseApdu Decode(ReadOnlySpan<byte> bytes) =>
        bytes.Length is >= 2 and <= 65538
            ? new ResponseApdu(bytes[..^2].ToArray(), new StatusWord((ushort)((bytes[^2] << 8) | bytes[^1])))
            : throw new CardProtocolException($"A response has at least two bytes; this one has {bytes.Length}.");

    public byte[] Encode() => [.. Data.Span, Status.Sw1, Status.Sw2];

    /// <summary>Length and status only: data may be a secret.</summary>
    public override string ToString() => $"{Data.Length} bytes {Status}";
}
