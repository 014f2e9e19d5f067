using System.Data.Common;

namespace CareIdentity.Tests.Data.Drift;

/// <summary>PostgreSQL prints its own catalogue in one canonical form, names included: refusals are found by constraint name.</summary>
internal static class PostgresPicture
{
    private const string Sql = """
        SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'schema_history'
        UNION ALL
        SELECT 'table ' || tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'schema_history'
        UNION ALL
        SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> 'schema_history'
        UNION ALL
        SELECT 'constraint ' || r.relname || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid)
          FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid
         WHERE k.connamespace = current_schema()::regnamespace AND r.relname <> 'schema_history'
        """;

    public static async Task<IEnumerable<string>> TakeAsync(DbConnection connection) =>
        (await SchemaPicture.RowsAsync(connection, Sql)).Select(row => row[0]);
}
