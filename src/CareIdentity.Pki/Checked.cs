namespace CareIdentity.Pki;

/// <summary>What came out of a check: a value that met every rule, or the rules that were not met.</summary>
public sealed class Checked<T>
    where T : class
{
    private readonly T? _value;

    private Checked(T? value, IReadOnlyList<Finding> findings)
    {
        _value = value;
        Findings = findings;
    }

    public bool Passed => _value is not null;

    /// <summary>Empty exactly when the check passed.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The value; asking for it after a refusal is a fault of the caller and says what was refused.</summary>
    public T Value => _value ?? throw new InvalidOperationException("Refused: " + string.Join("; ", Findings));

    public static implicit operator Checked<T>(T value) => FromValue(value);

    public static implicit operator Checked<T>(Finding finding) => FromFindings([finding]);

    internal static Checked<T> FromValue(T value) => new(value, []);

    internal static Checked<T> FromFindings(IReadOnlyList<Finding> findings) => findings.Count > 0
        ? new(null, findings)
        : throw new ArgumentException("A refusal names at least one rule.", nameof(findings));
}
