using CareIdentity.Data;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Data;

/// <summary>What pages count along an index alone is answered so only while the table has been vacuumed since.</summary>
public sealed class EarlyVacuumTests
{
    [Theory]
    [InlineData("access_requests")]
    [InlineData("position_assignments")]
    [InlineData("certificates")]
    public async Task A_table_that_is_counted_along_an_index_is_vacuumed_when_a_hundredth_of_it_has_changed(string table)
    {
        Assert.SkipWhen(PostgresInstallation.ReasonToSkip() is not null, "PostgreSQL is not installed.");
        await using var database = await new EngineUnderTest(Engine.Postgres).CreateDatabaseAsync();
        await using var db = database.CreateContext();

        var options = await db.Database.SqlQuery<string>($"select unnest(reloptions) as \"Value\" from pg_class where relname = {table}").ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["autovacuum_vacuum_insert_scale_factor=0.01", "autovacuum_vacuum_scale_factor=0.01"], options.Order(StringComparer.Ordinal));
    }
}
