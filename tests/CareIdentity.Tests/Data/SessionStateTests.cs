using System.Text.RegularExpressions;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace CareIdentity.Tests.Data;

/// <summary>
/// Connections are not made to forget before they are used again (DatabaseUrl): whatever would outlive a transaction has no place in a statement of ours.
/// </summary>
public sealed partial class SessionStateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void No_statement_leaves_anything_in_the_session()
    {
        var source = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(source.FullName, "CareIdentity.slnx")))
        {
            source = source.Parent!;
        }

        var files = new[] { "*.cs", "*.sql" }
            .SelectMany(kind => Directory.EnumerateFiles(Path.Combine(source.FullName, "src"), kind, SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();

        Assert.InRange(files.Count, 500, 10_000);
        Assert.Empty(files.Where(file => InSession().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
        Assert.All(
            (string[])["SELECT pg_advisory_lock(7)", "set session authorization x", "\"set work_mem = '1MB'\"", "set_config('a', 'b', false)", "create temporary table x", "\"listen news\""],
            statement => Assert.Matches(InSession(), statement));
    }

    [Fact]
    public async Task A_transaction_that_was_left_open_is_undone_before_the_connection_is_used_again()
    {
        Assert.SkipWhen(PostgresInstallation.ReasonToSkip() is not null, "PostgreSQL is not installed.");
        await using var database = await new EngineUnderTest(CareIdentity.Data.Engine.Postgres).CreateDatabaseAsync();
        Assert.True(new NpgsqlConnectionStringBuilder(database.Address.ConnectionString).NoResetOnClose);
        await using (var left = database.CreateContext())
        {
            await left.Database.BeginTransactionAsync(Ct);
            await left.Database.ExecuteSqlAsync($"insert into name_keys (key, word) values ('left', 'open')", Ct);
        }

        await using var next = database.CreateContext();

        Assert.False(await next.NameKeys.AnyAsync(Ct));
        Assert.Equal(0, await next.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'").SingleAsync(Ct));
    }

    [GeneratedRegex("""pg_advisory_(un)?lock|pg_try_advisory_lock|\bset\s+session\b|["(]set\s+(?!local\b)\w+\s*(=|to)|set_config\([^)]*false|\bcreate\s+temp|"listen\s""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InSession();
}
