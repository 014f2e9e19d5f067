namespace CareIdentity.Pki.Encoding;

/// <summary>Where an element stands in the bytes it was read from.</summary>
internal readonly record struct DerRange(int Start, int Length)
{
    public bool IsEmpty => Length == 0;

    public int End => Start + Length;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> whole) => whole.Slice(Start, Length);

    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> whole) => whole.Slice(Start, Length);
}
