using System.Diagnostics.CodeAnalysis;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Profiles;

/// <summary>The twelve digits by which a person is known: all that a certificate says about them.</summary>
public sealed record SubjectUuid : IParsable<SubjectUuid>
{
    private SubjectUuid(string value) => Value = value;

    public string Value { get; }

    public static SubjectUuid Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var uuid) ? uuid : throw new FormatException("A UUID has twelve digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SubjectUuid result)
    {
        result = s is { Length: 12 } && s.All(char.IsAsciiDigit) ? new SubjectUuid(s) : null;
        return result is not null;
    }

    /// <summary>
    /// The subject of a card's certificate: serialNumber and CN, both the UUID, below a parent that says nothing about the person.
    /// serialNumber (RFC 5280 §4.1.2.4) is what software reads; CN is what certificate pickers show.
    /// </summary>
    internal DistinguishedName ToName(DistinguishedName parent) => parent.With((Oids.SerialNumber, Value), (Oids.CommonName, Value));

    /// <summary>The UUID of a card's certificate; false when the subject is not one that this service writes.</summary>
    public static bool TryRead(DistinguishedName subject, [NotNullWhen(true)] out SubjectUuid? uuid)
    {
        var valid = TryParse(subject.OnlyValueOf(Oids.SerialNumber), null, out uuid) && subject.OnlyValueOf(Oids.CommonName) == uuid.Value;
        if (!valid)
        {
            uuid = null;
        }

        return valid;
    }

    public override string ToString() => Value;
}
