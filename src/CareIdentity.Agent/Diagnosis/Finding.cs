namespace CareIdentity.Agent.Diagnosis;

/// <summary>One thing looked at: a plain sentence, and the step that mends it where something is wrong. Never who, and never which card.</summary>
internal sealed record Finding(Verdict Verdict, string Sentence, string? Mend = null)
{
    public static Finding Good(string sentence) => new(Verdict.Good, sentence);

    /// <summary>Not needed by everybody, or only not there at the moment.</summary>
    public static Finding Absent(string sentence, string? mend = null) => new(Verdict.Absent, sentence, mend);

    public static Finding Broken(string sentence, string? mend = null) => new(Verdict.Broken, sentence, mend);

    /// <summary>For other programs: verdict, sentence and step, with tabs between.</summary>
    public string AsLine() => $"{Verdict.ToString().ToLowerInvariant()}\t{Sentence}\t{Mend}";

    public override string ToString() => $"{Mark()} {Sentence}{(Mend is null ? "" : $"\n         {Mend}")}";

    private string Mark() => Verdict switch
    {
        Verdict.Good => "good    ",
        Verdict.Absent => "absent  ",
        _ => "BROKEN  ",
    };
}
