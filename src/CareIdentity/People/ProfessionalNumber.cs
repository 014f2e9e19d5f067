using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>A number on a professional register, written <c>GPHC:2012345</c>; the forms are those of formats.md §2.1.</summary>
public sealed partial record ProfessionalNumber : IStringValue<ProfessionalNumber>
{
    private ProfessionalNumber(string value) => Value = value;

    /// <summary>The registers, in the order that a form offers them.</summary>
    public static IReadOnlyList<(string Code, string Name, string Example)> Registers { get; } =
    [
        ("GPHC", "General Pharmaceutical Council", "2012345"),
        ("GMC", "General Medical Council", "C1234567"),
        ("NMC", "Nursing and Midwifery Council", "12A3456E"),
        ("HCPC", "Health and Care Professions Council", "PH123456"),
    ];

    public static int MaxLength => 20;

    public string Value { get; }

    public string Register => Value[..Value.IndexOf(':', StringComparison.Ordinal)];

    public string Number => Value[(Value.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out ProfessionalNumber value)
    {
        value = null;
        var number = text is { Length: <= 40 } ? (text.Any(char.IsWhiteSpace) ? string.Concat(text.Where(c => !char.IsWhiteSpace(c))) : text).ToUpperInvariant() : "";
        if (Form().IsMatch(number))
        {
            value = new ProfessionalNumber(number);
        }

        return value is not null;
    }

    /// <summary>What is wrong with a register and a number as somebody typed them, as a sentence; null where nothing is.</summary>
    public static string? WhatIsWrong(string typed)
    {
        var parts = typed.Split([' ', ':'], 2, StringSplitOptions.RemoveEmptyEntries);
        var register = Registers.FirstOrDefault(known => parts.Length > 0 && known.Code.Equals(parts[0], StringComparison.OrdinalIgnoreCase));
        return register.Code is null ? $"Begin with the register: {string.Join(", ", Registers.Select(known => known.Code))}"
            : TryParse(string.Join(':', parts), out _) ? null
            : $"A number of the {register.Name} looks like {register.Code} {register.Example}";
    }

    public override string ToString() => $"{Register} {Number}";

    [GeneratedRegex("^(GPHC:[0-9]{7}|GMC:C?[0-9]{7}|NMC:[0-9]{2}[A-Z][0-9]{4}[A-Z]|HCPC:[A-Z]{2}[0-9]{6})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
