using System.Diagnostics.CodeAnalysis;

namespace CareIdentity.Kernel;

/// <summary>A value that is one string in canonical form and cannot hold a wrong one. Stored as that string on every engine.</summary>
public interface IStringValue<TSelf>
    where TSelf : class, IStringValue<TSelf>
{
    static abstract int MaxLength { get; }

    string Value { get; }

    /// <summary>Accepts what people type (spaces, letter case) and gives the canonical form, or false.</summary>
    static abstract bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out TSelf value);

    /// <summary>As <c>TryParse</c>, for text that is already known to be good (the database, constants).</summary>
    /// <exception cref="FormatException">The text is not of the form.</exception>
    static virtual TSelf Parse(string text) =>
        TSelf.TryParse(text, out var value) ? value : throw new FormatException($"Not a {typeof(TSelf).Name}: '{text}'");
}
