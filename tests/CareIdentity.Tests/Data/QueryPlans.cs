using System.Data.Common;
using System.Text.RegularExpressions;
using CareIdentity.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CareIdentity.Tests.Data;

/// <summary>Before each question, asks the engine how it will find the answer.</summary>
internal sealed class QueryPlans(Engine engine) : DbCommandInterceptor
{
    /// <summary>Off while what is asked about is being made.</summary>
    public bool Watching { get; set; } = true;

    public int Asked { get; private set; }

    public List<string> WholeTables { get; } = [];

    /// <summary>A context whose questions are looked at.</summary>
    public CareIdentityDb ContextOf(DatabaseAddress address) => engine switch
    {
        Engine.Sqlite => new SqliteDb(Options<SqliteDb>(address)),
        _ => new PostgresDb(Options<PostgresDb>(address)),
    };

    /// <summary>Small tables are read whole where their sizes are known; without statistics SQLite takes every table for a large one.</summary>
    public static async Task<int> ForgetSizesAsync(CareIdentityDb db, CancellationToken ct)
    {
        var rows = await db.Database.ExecuteSqlRawAsync("delete from sqlite_stat1", ct);
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection()); // Read when a connection opens.
        return rows;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (!Watching || !IsQuestion(command.CommandText))
        {
            return result;
        }

        Asked++;
        var question = command.CommandText;
        foreach (var step in engine is Engine.Sqlite ? await SqliteAsync(command) : await PostgresAsync(command))
        {
            WholeTables.Add($"{step} <- {question}");
        }

        command.CommandText = question;
        return result;
    }

    private DbContextOptions<T> Options<T>(DatabaseAddress address)
        where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        DatabaseServices.Configure(options, address);
        options.AddInterceptors(this);
        return options.Options;
    }

    /// <summary>What cannot be true is never read: EF Core asks so where somebody may see nothing.</summary>
    private static bool IsOfNothing(string sql, string table) => Regex.IsMatch(sql, $"""AS "{Regex.Escape(table)}"\s+WHERE 0\b""");

    private static bool IsQuestion(string sql) => sql.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) || sql.StartsWith("WITH", StringComparison.OrdinalIgnoreCase);

    /// <summary>https://www.sqlite.org/eqp.html: SCAN reads all rows, of a table, of an index, or of a part of the question answered before; SEARCH some.</summary>
    private static async Task<List<string>> SqliteAsync(DbCommand command)
    {
        command.CommandText = "explain query plan " + command.CommandText;
        var steps = (await LinesAsync(command, column: 3)).ConvertAll(step => step.Split(' '));
        var parts = steps.Where(step => step[0] is "CO-ROUTINE" or "MATERIALIZE").Select(step => step[1]).ToHashSet();
        return steps.FindAll(step => step[0] == "SCAN" && step[1] != "CONSTANT" && !parts.Contains(step[1]) && !IsOfNothing(command.CommandText, step[1])).ConvertAll(step => string.Join(' ', step));
    }

    /// <summary>Small tables are always read whole; forbidden to, PostgreSQL does so only where no index serves.</summary>
    private static async Task<List<string>> PostgresAsync(DbCommand command)
    {
        await using (var setting = command.Connection!.CreateCommand())
        {
            setting.CommandText = "set enable_seqscan = off";
            await setting.ExecuteNonQueryAsync();
        }

        command.CommandText = "explain " + command.CommandText;
        return (await LinesAsync(command, column: 0)).FindAll(step => step.Contains("Seq Scan", StringComparison.Ordinal));
    }

    private static async Task<List<string>> LinesAsync(DbCommand command, int column)
    {
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(column));
        }

        return lines;
    }
}
