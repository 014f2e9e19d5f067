using System.Formats.Asn1;
using System.Text;

namespace CareIdentity.Pki.Encoding;

/// <summary>
/// An X.501 name (RFC 5280 §4.1.2.4), kept as its DER. Two names are equal when their octets are: an issuer field must repeat
/// the issuer's subject exactly (RFC 5280 §4.1.2.6), so nothing looser is needed to chain.
/// </summary>
public sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    /// <summary>A name with more attributes than this is refused: none in use has a tenth of it.</summary>
    internal const int MostAttributes = 64;

    /// <summary>The name without attributes: never a subject here.</summary>
    public static readonly DistinguishedName Empty = new(new byte[] { DerTag.Sequence, 0 });

    private readonly ReadOnlyMemory<byte> _encoded;
    private IReadOnlyList<NamePart>? _attributes;

    private DistinguishedName(ReadOnlyMemory<byte> encoded) => _encoded = encoded;

    /// <summary>The SEQUENCE of relative names.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded.Span;

    public bool IsEmpty => _encoded.Length == 2;

    /// <summary>The attributes in the order written, the most general first by custom.</summary>
    public IReadOnlyList<NamePart> Attributes => _attributes ??= NamePart.ReadAll(_encoded.Span);

    /// <summary>A name with one attribute in each relative name, in the order given.</summary>
    public static DistinguishedName Of(params ReadOnlySpan<(ObjectIdentifier Type, string Value)> attributes) => Empty.With(attributes);

    /// <summary>This name with more relative names below it.</summary>
    public DistinguishedName With(params ReadOnlySpan<(ObjectIdentifier Type, string Value)> attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var relativeName in RelativeNames(Encoded))
            {
                writer.WriteEncodedValue(relativeName.Of(Encoded));
            }

            foreach (var (type, value) in attributes)
            {
                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(type.Encoded);
                    // RFC 5280 appendix A.1: country and serialNumber are PrintableString; §4.1.2.4: the others UTF8String.
                    var printable = type.Equals(Oids.Country) || type.Equals(Oids.SerialNumber);
                    writer.WriteCharacterString(printable ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String, value);
                }
            }
        }

        return new DistinguishedName(writer.Encode());
    }

    /// <summary>Whether this name begins with every relative name of <paramref name="parent"/>: it stands in that subtree (RFC 5280 §4.2.1.10).</summary>
    public bool IsUnder(DistinguishedName parent)
    {
        var (ours, theirs) = (RelativeNames(Encoded), RelativeNames(parent.Encoded));
        if (theirs.Count > ours.Count)
        {
            return false;
        }

        for (var i = 0; i < theirs.Count; i++)
        {
            if (!ours[i].Of(Encoded).SequenceEqual(theirs[i].Of(parent.Encoded)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a name and checks all of it.</summary>
    /// <exception cref="PkiFormatException">The bytes are not a Name.</exception>
    public static DistinguishedName Read(ReadOnlyMemory<byte> encoded)
    {
        var name = new DistinguishedName(encoded);
        _ = name.Attributes;
        return name;
    }

    /// <summary>The value of the only attribute of this type; null when it is absent or there are several.</summary>
    public string? OnlyValueOf(ObjectIdentifier type)
    {
        string? found = null;
        foreach (var attribute in Attributes)
        {
            if (!attribute.Type.Equals(type))
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = attribute.Value;
        }

        return found;
    }

    public bool Equals(DistinguishedName? other) => other is not null && Encoded.SequenceEqual(other.Encoded);

    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Encoded);
        return hash.ToHashCode();
    }

    /// <summary>The name as RFC 4514 writes it, the last attribute first.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = Attributes.Count - 1; i >= 0; i--)
        {
            text.Append(text.Length == 0 ? "" : Attributes[i].SharesItsRelativeName && i < Attributes.Count - 1 ? "+" : ",").Append(Attributes[i]);
        }

        return text.ToString();
    }

    private static List<DerRange> RelativeNames(ReadOnlySpan<byte> name)
    {
        var outer = new DerReader(name);
        var inner = outer.EnterSequence();
        var found = new List<DerRange>();
        while (!inner.IsEmpty)
        {
            found.Add(inner.ReadEncoded(DerTag.Set));
        }

        return found;
    }
}
