using System.Text;

namespace CareIdentity.Pki.Encoding;

/// <summary>
/// One attribute of a name: its type, the string type it was written in, its text, and whether it is the second or later attribute
/// of a multi-valued relative name.
/// </summary>
public sealed record NamePart(ObjectIdentifier Type, byte StringTag, string Value, bool SharesItsRelativeName)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public override string ToString() => $"{ShortName()}={Escape(Value)}";

    // Name ::= SEQUENCE OF SET OF SEQUENCE { type OBJECT IDENTIFIER, value ANY } — RFC 5280 §4.1.2.4
    internal static List<NamePart> ReadAll(ReadOnlySpan<byte> name)
    {
        var attributes = new List<NamePart>();
        var outer = new DerReader(name);
        var relativeNames = outer.EnterSequence();
        outer.RequireEnd();
        while (!relativeNames.IsEmpty)
        {
            var relativeName = relativeNames.Enter(DerTag.Set);
            var first = true;
            do
            {
                var pair = relativeName.EnterSequence();
                var type = pair.ReadObjectIdentifier();
                var value = pair.ReadAny(out var tag);
                pair.RequireEnd();
                attributes.Add(new(ObjectIdentifier.FromContent(type.Of(name)), tag, ReadText(tag, value.Of(name)), !first));
                first = false;
                if (attributes.Count > DistinguishedName.MostAttributes)
                {
                    throw new PkiFormatException("A name has too many attributes.");
                }
            }
            while (!relativeName.IsEmpty);
        }

        return attributes;
    }

    private static string ReadText(byte tag, ReadOnlySpan<byte> value)
    {
        try
        {
            return tag switch
            {
                DerTag.Utf8String => StrictUtf8.GetString(value),
                DerTag.PrintableString or DerTag.Ia5String => Ascii(value),
                // TeletexString, UniversalString and BMPString: read by nobody here, shown as RFC 4514 §2.4 shows the unknown.
                _ => "#" + Convert.ToHexString(value),
            };
        }
        catch (DecoderFallbackException malformed)
        {
            throw new PkiFormatException("A name holds text that is not UTF-8.", malformed);
        }
    }

    private static string Ascii(ReadOnlySpan<byte> value) => System.Text.Ascii.IsValid(value)
        ? System.Text.Encoding.ASCII.GetString(value)
        : throw new PkiFormatException("A PrintableString or IA5String in a name is not ASCII.");

    private string ShortName()
    {
        return Type switch
        {
            _ when Type.Equals(Oids.CommonName) => "CN",
            _ when Type.Equals(Oids.SerialNumber) => "serialNumber",
            _ when Type.Equals(Oids.Country) => "C",
            _ when Type.Equals(Oids.Organisation) => "O",
            _ when Type.Equals(Oids.OrganisationalUnit) => "OU",
            _ => Type.ToString(),
        };
    }

    // RFC 4514 §2.4
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var special = value[i] is '"' or '+' or ',' or ';' or '<' or '>' or '\\'
                || (i == 0 && value[i] is ' ' or '#')
                || (i == value.Length - 1 && value[i] == ' ');
            text.Append(special ? "\\" : "").Append(value[i]);
        }

        return text.ToString();
    }
}
