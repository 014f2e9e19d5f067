namespace CareIdentity.Importing;

/// <summary>A line that was not taken over, and why, for the person who can put the file right.</summary>
/// <param name="File">The name of the file, without its folder.</param>
/// <param name="Number">As an editor counts: the first line is 1.</param>
public sealed record BadLine(string File, long Number, string Reason)
{
    /// <summary>Which column is wrong, where the file has named ones and one is.</summary>
    public string? Column { get; init; }

    /// <summary>Of the refusal, where there is one: it never changes.</summary>
    public string? Code { get; init; }
}
