namespace CareIdentity.Pki.Lint.Lists;

/// <summary>Not critical, at most twenty octets, and not below zero: by it two lists are told apart.</summary>
internal sealed class NumberIsThereAndNotNegative : ICrlRule
{
    public string Citation => "RFC 5280 §5.2.3";

    public string? Check(CrlUnderLint list) =>
        list.List.Extensions.Number is { Length: > 0 } number && number.Span[0] < 0x80 ? null : "The list has no number, or one that is negative, critical or too long.";
}
