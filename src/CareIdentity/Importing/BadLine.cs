namespace CareIdentity.Importing;

/// <summary>A line that was not taken over, and why, for the person who can put the file right.</summary>
/// <param name="File">The name of the file, without its folder.</param>
/// <param name="Number">As an editor counts: the first line is 1.</param>
public sealed record BadLine(string File, long Number, string Reason);
