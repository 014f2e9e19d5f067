using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace CareIdentity.Pki.Encoding;

/// <summary>An OBJECT IDENTIFIER, kept as its DER so that it is compared and written without being spelt out.</summary>
public sealed class ObjectIdentifier : IEquatable<ObjectIdentifier>, IParsable<ObjectIdentifier>
{
    private readonly byte[] _encoded;
    private string? _dotted;

    private ObjectIdentifier(byte[] encoded, string? dotted)
    {
        _encoded = encoded;
        _dotted = dotted;
    }

    /// <summary>Tag, length and content.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded;

    /// <summary>The content octets.</summary>
    public ReadOnlySpan<byte> Content => _encoded.AsSpan(2);

    public static ObjectIdentifier Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"\"{s}\" is not an object identifier.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ObjectIdentifier result)
    {
        result = null;
        if (string.IsNullOrEmpty(s) || s.Length > 128)
        {
            return false;
        }

        try
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            writer.WriteObjectIdentifier(s);
            var encoded = writer.Encode();
            result = encoded.Length <= 127 ? new ObjectIdentifier(encoded, s) : null;
            return result is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>From the content octets of an element already read.</summary>
    public static ObjectIdentifier FromContent(ReadOnlySpan<byte> content)
    {
        CheckContent(content);
        var encoded = new byte[content.Length + 2];
        encoded[0] = DerTag.ObjectIdentifier;
        encoded[1] = (byte)content.Length;
        content.CopyTo(encoded.AsSpan(2));
        return new ObjectIdentifier(encoded, null);
    }

    /// <summary>This identifier with more arcs after it.</summary>
    public ObjectIdentifier Child(params ReadOnlySpan<int> arcs)
    {
        var text = new StringBuilder(ToString());
        foreach (var arc in arcs)
        {
            text.Append('.').Append(arc.ToString(CultureInfo.InvariantCulture));
        }

        return Parse(text.ToString());
    }

    public bool Equals(ObjectIdentifier? other) => other is not null && _encoded.AsSpan().SequenceEqual(other._encoded);

    public override bool Equals(object? obj) => Equals(obj as ObjectIdentifier);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_encoded);
        return hash.ToHashCode();
    }

    public override string ToString() => _dotted ??= AsnDecoder.ReadObjectIdentifier(_encoded, AsnEncodingRules.DER, out _);

    // X.690 §8.19.2: arcs are minimal groups of seven bits; 127 octets are far beyond any arc in use and keep the length to one octet.
    internal static void CheckContent(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || content.Length > 125 || content[^1] >= 0x80)
        {
            throw new PkiFormatException("DER: an OBJECT IDENTIFIER is empty, cut off or too long.");
        }

        var atStart = true;
        foreach (var octet in content)
        {
            if (atStart && octet == 0x80)
            {
                throw new PkiFormatException("DER: an arc of an OBJECT IDENTIFIER is not minimal.");
            }

            atStart = octet < 0x80;
        }
    }
}
