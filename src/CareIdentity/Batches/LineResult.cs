using CareIdentity.Kernel;

namespace CareIdentity.Batches;

/// <summary>What became of a line, or would.</summary>
internal sealed record LineResult
{
    /// <summary>Null where it worked.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The column that is wrong, where one is.</summary>
    public string? Column { get; init; }

    /// <summary>What else is wrong with the line, each with its column.</summary>
    public IReadOnlyList<(Refusal Refusal, string? Column)> Others { get; init; } = [];

    public string? Effect { get; init; }

    public Guid? Subject { get; init; }

    public Guid? Target { get; init; }

    public string? Before { get; init; }

    /// <summary>Two lines of one file with the same of these say the same.</summary>
    public string? Same { get; init; }

    public static LineResult Refused(Refusal refusal, string? column = null) => new() { Refusal = refusal, Column = column ?? BatchColumns.OfField(refusal.Field) };

    /// <summary>Every rule that speaks against the line, the first one leading.</summary>
    public static LineResult Refused(IReadOnlyList<Refusal> refusals) =>
        Refused(refusals[0]) with { Others = [.. refusals.Skip(1).Select(refusal => (refusal, BatchColumns.OfField(refusal.Field)))] };
}
