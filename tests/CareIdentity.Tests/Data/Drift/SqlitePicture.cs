using System.Data.Common;
using System.Text.RegularExpressions;

namespace CareIdentity.Tests.Data.Drift;

/// <summary>SQLite describes tables by pragma; a check, and the condition of a partial index, only by the text that made them.</summary>
internal static partial class SqlitePicture
{
    public static async Task<IEnumerable<string>> TakeAsync(DbConnection connection)
    {
        List<string> lines = [];
        foreach (var row in await SchemaPicture.RowsAsync(
            connection, "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'schema_history'"))
        {
            var (table, sql) = (row[0], row[1]);
            lines.Add($"table {table}");
            lines.AddRange(await ColumnsAsync(connection, table));
            lines.AddRange(await IndexesAsync(connection, table));
            lines.AddRange(await ForeignKeysAsync(connection, table));
            lines.AddRange(Checks(sql).Select(check => $"check {table} {check}"));
        }

        return lines;
    }

    private static async Task<IEnumerable<string>> ColumnsAsync(DbConnection connection, string table) =>
        (await SchemaPicture.RowsAsync(connection, """SELECT name, type, "notnull", pk FROM pragma_table_info(@p0)""", table))
        .Select(column => $"column {table}.{column[0]} {Affinity(column[1])}{(column[2] == "1" ? " NOT NULL" : "")}{(column[3] == "0" ? "" : $" key {column[3]}")}");

    /// <summary>sqlite.org/datatype3 §3.1, in its order.</summary>
    private static string Affinity(string declared) => declared.ToUpperInvariant() switch
    {
        var type when type.Contains("INT", StringComparison.Ordinal) => "INTEGER",
        var type when type.Contains("CHAR", StringComparison.Ordinal) || type.Contains("CLOB", StringComparison.Ordinal) || type.Contains("TEXT", StringComparison.Ordinal) => "TEXT",
        var type when type.Length == 0 || type.Contains("BLOB", StringComparison.Ordinal) => "BLOB",
        var type when type.Contains("REAL", StringComparison.Ordinal) || type.Contains("FLOA", StringComparison.Ordinal) || type.Contains("DOUB", StringComparison.Ordinal) => "REAL",
        _ => "NUMERIC",
    };

    private static async Task<IEnumerable<string>> IndexesAsync(DbConnection connection, string table)
    {
        List<string> lines = [];
        foreach (var index in await SchemaPicture.RowsAsync(
            connection,
            """SELECT l.name, l."unique", l.origin, coalesce(m.sql, '') FROM pragma_index_list(@p0) l LEFT JOIN sqlite_master m ON m.type = 'index' AND m.name = l.name""",
            table))
        {
            var columns = await SchemaPicture.RowsAsync(connection, """SELECT name, "desc" FROM pragma_index_xinfo(@p0) WHERE key = 1 ORDER BY seqno""", index[0]);
            var list = string.Join(", ", columns.Select(column => column[0] + (column[1] == "1" ? " DESC" : "")));

            // An index that a constraint brought along has a name of SQLite's making.
            var name = index[2] == "c" ? index[0] : "of a constraint";
            lines.Add($"{(index[1] == "1" ? "unique " : "")}index {name} on {table} ({list}){Condition(index[3])}");
        }

        return lines;
    }

    private static async Task<IEnumerable<string>> ForeignKeysAsync(DbConnection connection, string table) =>
        (await SchemaPicture.RowsAsync(connection, """SELECT id, "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(@p0) ORDER BY id, seq""", table))
        .GroupBy(part => part[0])
        .Select(key => $"foreign key {table} ({string.Join(", ", key.Select(part => part[2]))}) to {key.First()[1]} ({string.Join(", ", key.Select(part => part[3]))}) on update {key.First()[4]} on delete {key.First()[5]}");

    private static IEnumerable<string> Checks(string sql)
    {
        foreach (Match check in CheckStart().Matches(sql))
        {
            var from = check.Index + check.Length;
            yield return $"{check.Groups["name"].Value} {Plain(sql[from..ClosingParenthesis(sql, from)])}";
        }
    }

    private static int ClosingParenthesis(string sql, int at)
    {
        var (depth, quoted) = (1, false);
        for (; ; at++)
        {
            quoted ^= sql[at] == '\'';
            depth += quoted ? 0 : sql[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }
    }

    private static string Condition(string sql) =>
        sql.IndexOf(" WHERE ", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? $" where {Plain(sql[(at + 7)..])}" : "";

    /// <summary>Spaces, letter case of words and quotes round names are taste; what stands in single quotes is not.</summary>
    private static string Plain(string sql) =>
        string.Concat(sql.Split('\'').Select((part, i) => i % 2 == 1 ? $"'{part}'" : Spaces().Replace(part.Replace("\"", "", StringComparison.Ordinal), "").ToLowerInvariant()));

    [GeneratedRegex("""CONSTRAINT\s+"?(?<name>\w+)"?\s+CHECK\s*\(""", RegexOptions.IgnoreCase)]
    private static partial Regex CheckStart();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
