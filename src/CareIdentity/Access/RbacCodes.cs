using System.Diagnostics.CodeAnalysis;
using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>Code of a job role in the national RBAC: R and four digits.</summary>
public sealed record RCode : IStringValue<RCode>
{
    public static readonly RCode RootRaManager = new("R5072");
    public static readonly RCode RaManager = new("R5080");
    public static readonly RCode RaAgent = new("R5090");
    public static readonly RCode AuditManager = new("R5100");
    public static readonly RCode PrivacyOfficer = new("R0001");
    public static readonly RCode RbacAttributeAdministrator = new("R1987");
    public static readonly RCode RbacBaselineAdministrator = new("R1988");

    private RCode(string value) => Value = value;

    public static int MaxLength => 5;

    public string Value { get; }

    public static RCode Parse(string text) => TryParse(text, out var code) ? code : throw new FormatException($"Not a job role code: '{text}'");

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out RCode value)
    {
        var code = text?.Trim().ToUpperInvariant();
        value = code is ['R', _, _, _, _] && code[1..].All(char.IsAsciiDigit) ? new RCode(code) : null;
        return value is not null;
    }

    public override string ToString() => Value;
}

/// <summary>
/// Code of an area of work: a letter and three to five digits. The published sources name no form; the letters of job roles and activities
/// are left to these, so that a code always says which kind it is.
/// </summary>
public sealed record AreaCode : IStringValue<AreaCode>
{
    private AreaCode(string value) => Value = value;

    public static int MaxLength => 6;

    public string Value { get; }

    public static AreaCode Parse(string text) => TryParse(text, out var code) ? code : throw new FormatException($"Not the code of an area of work: '{text}'");

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out AreaCode value)
    {
        var code = text?.Trim().ToUpperInvariant();
        value = code is [>= 'A' and <= 'Z' and not ('R' or 'B' or 'X'), _, _, _, ..] && code.Length <= MaxLength && code[1..].All(char.IsAsciiDigit) ? new AreaCode(code) : null;
        return value is not null;
    }

    public override string ToString() => Value;
}

/// <summary>Code of an activity (business function): B and four digits nationally, X and four digits for local ones.</summary>
public sealed record BCode : IStringValue<BCode>
{
    public static readonly BCode IdChecker = new("B0267");
    public static readonly BCode Sponsor = new("B1300");
    public static readonly BCode AdvancedRaAgent = new("X0001");
    public static readonly BCode LocalSmartcardAdministrator = new("X0002");
    public static readonly BCode PerformPharmacyActivities = new("B0570");
    public static readonly BCode ManagePharmacyActivities = new("B0572");

    private BCode(string value) => Value = value;

    public static int MaxLength => 5;

    public string Value { get; }

    public static BCode Parse(string text) => TryParse(text, out var code) ? code : throw new FormatException($"Not an activity code: '{text}'");

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out BCode value)
    {
        var code = text?.Trim().ToUpperInvariant();
        value = code is [('B' or 'X'), _, _, _, _] && code[1..].All(char.IsAsciiDigit) ? new BCode(code) : null;
        return value is not null;
    }

    public override string ToString() => Value;
}
