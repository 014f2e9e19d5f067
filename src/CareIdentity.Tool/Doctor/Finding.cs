namespace CareIdentity.Tool.Doctor;

/// <summary>One thing looked at. <paramref name="Mend"/> is the command that puts it right.</summary>
internal sealed record Finding(Verdict Verdict, string Sentence, string? Mend = null)
{
    public static Finding Good(string sentence) => new(Verdict.Good, sentence);

    /// <summary>Not needed by everybody.</summary>
    public static Finding Absent(string sentence, string? mend = null) => new(Verdict.Absent, sentence, mend);

    public static Finding Broken(string sentence, string? mend = null) => new(Verdict.Broken, sentence, mend);
}

internal enum Verdict
{
    Good,
    Absent,
    Broken,
}
