using System.Text.Json;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Batches;

public enum BatchLineState
{
    /// <summary>Not yet looked at.</summary>
    Read,

    /// <summary>Cannot be carried out as it stands; says in which column and why.</summary>
    Bad,

    /// <summary>Was tried and taken back: it would work.</summary>
    Ready,
    Done,

    /// <summary>Would have worked when it was checked, and no longer did.</summary>
    Refused,
    Undone,
}

/// <summary>One line of a batch: what it says, and what became of it.</summary>
[Housekeeping("The words of a file and what became of them; each change is recorded by its own event.")]
internal sealed class BatchLine
{
    /// <summary>What becomes of a line; all else of it is the file's.</summary>
    public static readonly IReadOnlyList<string> Outcome = [nameof(State), nameof(Code), nameof(Message), nameof(Effect), nameof(Subject), nameof(Target), nameof(Before)];

    public required Guid BatchId { get; init; }

    /// <summary>From 1, without the header and empty lines.</summary>
    public required int Number { get; init; }

    /// <summary>As an editor counts.</summary>
    public required long FileLine { get; init; }

    /// <summary>The fields, as JSON.</summary>
    public required string Cells { get; init; }

    public BatchLineState State { get; private set; }

    /// <summary>Of the refusal, or of what is wrong with the file.</summary>
    public string? Code { get; private set; }

    public string? Message { get; private set; }

    /// <summary>What it does, in words: before and after.</summary>
    public string? Effect { get; private set; }

    /// <summary>Whose profile or request it changed.</summary>
    public Guid? Subject { get; private set; }

    /// <summary>The assignment that it gave or ended.</summary>
    public Guid? Target { get; private set; }

    /// <summary>What undoing needs: how it was before, as JSON.</summary>
    public string? Before { get; private set; }

    public IReadOnlyList<string> Fields => JsonSerializer.Deserialize<string[]>(Cells) ?? [];

    public static string Write(IEnumerable<string> fields) => JsonSerializer.Serialize(fields);

    public void Checked(LineResult result)
    {
        (State, Code, Message) = (result.Refusal is null ? BatchLineState.Ready : BatchLineState.Bad, result.Refusal?.Code, Words(result));
        Effect = Bounded(result.Effect);
    }

    public void CarriedOut(LineResult result)
    {
        (State, Code, Message) = (result.Refusal is null ? BatchLineState.Done : BatchLineState.Refused, result.Refusal?.Code, Words(result));
        (Subject, Target, Before) = (result.Subject, result.Target, result.Before);
        Effect = Bounded(result.Effect) ?? Effect;
    }

    /// <summary>A line that cannot be undone stays done, and says why.</summary>
    public void TakenBack(LineResult result) =>
        (State, Code, Message) = (result.Refusal is null ? BatchLineState.Undone : BatchLineState.Done, result.Refusal?.Code, result.Refusal is null ? result.Effect : Words(result));

    private static string? Words(LineResult result) => result.Refusal is not { } refusal ? null
        : Bounded(string.Join(' ', result.Others.Select(other => One(other.Refusal, other.Column)).Prepend(One(refusal, result.Column))));

    private static string One(Refusal refusal, string? column) =>
        string.Join(' ', new[] { column is null ? null : $"Column {column}:", refusal.Message, refusal.Why }.OfType<string>());

    private static string? Bounded(string? text) => text is { Length: > 1000 } ? string.Concat(text.AsSpan(0, 999), "…") : text;
}
