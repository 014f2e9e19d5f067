namespace CareIdentity.Importing;

/// <summary>How far an import is: lines that are in the database or were found bad, of all lines in the file.</summary>
public readonly record struct ImportProgress(long Done, long Total);
