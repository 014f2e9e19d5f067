namespace CareIdentity.Web.Nhs;

/// <summary>Class names, put together the way the macros do it.</summary>
internal static class Css
{
    public static string Join(params string?[] names) => string.Join(' ', names.Where(n => !string.IsNullOrWhiteSpace(n)));

    /// <summary>A modifier, unless the classes of the caller already say one of the same family.</summary>
    public static string? Modifier(string? classes, bool wanted, string modifier, params string[] family)
    {
        if (!wanted || (classes is not null && (Has(classes, modifier) || family.Any(f => Has(classes, f)))))
        {
            return null;
        }

        return modifier;
    }

    /// <summary>A choice out of a closed list, as a modifier; anything else is left out.</summary>
    public static string? Choice(string? classes, string? value, string prefix, params string[] allowed) =>
        value is not null && allowed.Contains(value)
            ? Modifier(classes, true, prefix + value, [.. allowed.Select(a => prefix + a)])
            : null;

    public static bool Has(string? classes, string name) => classes?.Contains(name, StringComparison.Ordinal) == true;
}
