using System.Diagnostics.CodeAnalysis;

namespace CareIdentity.Kernel;

/// <summary>What a use case gives back: what it made, or the one reason why it was refused. Refusals are values; exceptions are bugs.</summary>
public readonly struct Outcome<T>
    where T : notnull
{
    private readonly T? value;
    private readonly Refusal? refusal;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        this.refusal = refusal;
    }

    public Refusal? Refusal => refusal;

    public bool IsRefused([NotNullWhen(true)] out Refusal? why, [NotNullWhen(false)] out T? made)
    {
        why = refusal;
        made = value;
        return refusal is not null;
    }

    /// <summary>The value of a success; a refusal here is a bug of the caller.</summary>
    public T Value => refusal is null && value is not null
        ? value
        : throw new InvalidOperationException($"Refused: {refusal?.Code ?? "no outcome"}");

    public TResult Match<TResult>(Func<T, TResult> success, Func<Refusal, TResult> refused) =>
        refusal is null ? success(Value) : refused(refusal);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

#pragma warning disable CA1000 // The named forms of the two conversions belong to the type that they make.
    public static Outcome<T> FromT(T value) => value;

    public static Outcome<T> FromRefusal(Refusal refusal) => refusal;
#pragma warning restore CA1000

    public Outcome<T> ToOutcome() => this;
}

/// <summary>The success of a use case that makes nothing to hand back.</summary>
public sealed record Done
{
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
