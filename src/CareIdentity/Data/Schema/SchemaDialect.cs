using System.Data;

namespace CareIdentity.Data.Schema;

/// <summary>What the runner has to say differently to each engine.</summary>
internal sealed record SchemaDialect
{
    /// <summary>"CIS schema" in ASCII: advisory locks are one number space per database.</summary>
    private const long LockNumber = 0x4349_5320_7363_686D;

    private static readonly SchemaDialect Sqlite = new()
    {
        // Microsoft.Data.Sqlite begins a serializable transaction with BEGIN IMMEDIATE: the write lock, before anything is read.
        Isolation = IsolationLevel.Serializable,
        Lock = null,
        Tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
        TimeType = "TEXT",
        // Rebuilding a table that others point at needs the checks off, outside the transaction (sqlite.org/lang_altertable §7).
        Before = "PRAGMA foreign_keys = OFF",
        After = "PRAGMA foreign_keys = ON",
        CountBrokenReferences = "SELECT count(*) FROM pragma_foreign_key_check",
    };

    private static readonly SchemaDialect Postgres = new()
    {
        // Read committed: once the lock is ours, the next statement must see what its last owner committed.
        Isolation = IsolationLevel.ReadCommitted,
        Lock = $"SELECT pg_advisory_xact_lock({LockNumber})",
        Tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
        TimeType = "timestamp with time zone",
    };

    public required IsolationLevel Isolation { get; init; }

    /// <summary>Held to the end of the transaction, also behind a pooler that hands out connections by transaction.</summary>
    public required string? Lock { get; init; }

    public required string Tables { get; init; }

    public required string TimeType { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public string? CountBrokenReferences { get; init; }

    public static SchemaDialect Of(Engine engine) => engine switch
    {
        Engine.Sqlite => Sqlite,
        Engine.Postgres => Postgres,
        _ => throw new ArgumentOutOfRangeException(nameof(engine)),
    };
}
