using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace CareIdentity.Kernel;

/// <summary>The code of an organisation in the Organisation Data Service: 3 to 10 upper-case letters and digits, such as <c>FW844</c>.</summary>
public sealed record OdsCode : IStringValue<OdsCode>
{
    /// <summary>The virtual organisation of national locum pharmacy staff (decisions.md §3).</summary>
    public static readonly OdsCode NationalLocumPharmacy = new("FFFFF");

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private OdsCode(string value) => Value = value;

    public static int MaxLength => 10;

    public string Value { get; }

    public static OdsCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"Not an ODS code: '{text}'");

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out OdsCode value)
    {
        var code = text?.Trim().ToUpperInvariant() ?? "";
        value = code.Length is >= 3 and <= 10 && !code.AsSpan().ContainsAnyExcept(LettersAndDigits) ? new OdsCode(code) : null;
        return value is not null;
    }

    public override string ToString() => Value;
}
