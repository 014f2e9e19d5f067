namespace CareIdentity.Tool.Doctor;

/// <summary>One thing looked at. <paramref name="Mend"/> is the command that puts it right.</summary>
internal sealed record Finding(Verdict Verdict, string Sentence, string? Mend = null)
{
    /// <summary>Stands in the report, and its step does not, where sentence or step name a place of this machine.</summary>
    public string? Kept { get; init; }

    public string OnScreen => Line(Sentence, Mend);

    public string InReport => Kept is null ? OnScreen : Line(Kept, null);

    public static Finding Good(string sentence) => new(Verdict.Good, sentence);

    /// <summary>Not needed by everybody.</summary>
    public static Finding Absent(string sentence, string? mend = null) => new(Verdict.Absent, sentence, mend);

    public static Finding Broken(string sentence, string? mend = null) => new(Verdict.Broken, sentence, mend);

    private string Line(string sentence, string? mend) => $"{Mark()} {sentence}{(mend is null ? "" : $"\n         {mend}")}";

    private string Mark() => Verdict switch
    {
        Verdict.Good => "good    ",
        Verdict.Absent => "absent  ",
        _ => "BROKEN  ",
    };
}

internal enum Verdict
{
    Good,
    Absent,
    Broken,
}
