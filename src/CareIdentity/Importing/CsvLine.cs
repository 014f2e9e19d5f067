namespace CareIdentity.Importing;

/// <summary>One line of a file with its fields, which are to be trusted only where there is no problem.</summary>
internal sealed record CsvLine(long Number, string[] Fields, string? Problem);
