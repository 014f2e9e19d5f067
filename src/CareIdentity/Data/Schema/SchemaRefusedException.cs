namespace CareIdentity.Data.Schema;

/// <summary>
/// The service does not start on this database. Thrown, not returned: no caller but the host's start can do anything about it.
/// The code never changes once published.
/// </summary>
public sealed class SchemaRefusedException : Exception
{
    public const string Newer = "schema.newer";
    public const string Altered = "schema.altered";
    public const string Gap = "schema.gap";
    public const string NotOurs = "schema.not-ours";
    public const string NotApplied = "schema.not-applied";

    private SchemaRefusedException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    public string Code { get; }

    internal static SchemaRefusedException IsNewer(int database, int known) => new(
        Newer,
        $"The database is at schema {database}; this version of the service knows schemas up to {known}. Start the version that brought it there, or a later one.");

    internal static SchemaRefusedException IsAltered(SchemaFile file, string recordedName, string recordedHash) => new(
        Altered,
        $"Schema file {file} is not the one that made this database: applied was '{recordedName}' with SHA-256 {recordedHash}, this version carries {file.Sha256}. Start an unaltered build.");

    internal static SchemaRefusedException GapInHistory(int missing) => new(
        Gap,
        $"The database does not record schema file {missing} although it records a later one. Restore it from a backup; do not add the row by hand.");

    internal static SchemaRefusedException GapInFiles(int expected, SchemaFile found) => new(
        Gap,
        $"This build carries schema file {found} where number {expected} was expected. It was not built from a complete source.");

    internal static SchemaRefusedException IsNotOurs(int tables) => new(
        NotOurs,
        $"The database holds {tables} tables but no schema history: it belongs to something else. Name an empty database.");

    internal static SchemaRefusedException CouldNotApply(SchemaFile file, Exception inner) => new(
        NotApplied,
        $"Schema file {file} could not be applied; nothing of it was kept. The database said: {inner.Message}",
        inner);
}
