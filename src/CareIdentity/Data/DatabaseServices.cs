using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Data;

public static class DatabaseServices
{
    /// <summary>One context in code, one per engine at the edge.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseAddress address) => address.Engine switch
    {
        Engine.Sqlite => services.AddDbContext<CareIdentityDb, SqliteDb>(options => Configure(options, address), optionsLifetime: ServiceLifetime.Singleton),
        Engine.Postgres => services.AddDbContext<CareIdentityDb, PostgresDb>(options => Configure(options, address), optionsLifetime: ServiceLifetime.Singleton),
        _ => throw new ArgumentOutOfRangeException(nameof(address)),
    };

    /// <summary>For work outside a service container: the tool, the bench, the tests.</summary>
    public static CareIdentityDb CreateContext(this DatabaseAddress address) => address.Engine switch
    {
        Engine.Sqlite => new SqliteDb(Options<SqliteDb>(address)),
        Engine.Postgres => new PostgresDb(Options<PostgresDb>(address)),
        _ => throw new ArgumentOutOfRangeException(nameof(address)),
    };

    /// <summary>Under the conventions of its engine.</summary>
    public static void Configure(DbContextOptionsBuilder options, DatabaseAddress address)
    {
        // A page of rows without an order is another page next time: a fault of ours, found by the first test that reads so.
        options.ConfigureWarnings(warnings => warnings.Throw(
            CoreEventId.RowLimitingOperationWithoutOrderByWarning,
            CoreEventId.DistinctAfterOrderByWithoutRowLimitingOperatorWarning));
        if (address.Engine is Engine.Sqlite)
        {
            // Of what hangs on what a row brings along, SQLite would read the whole table; another statement costs it nothing.
            options.UseSqlite(address.ConnectionString, sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)).AddInterceptors(SqliteConventions.Instance);
        }
        else
        {
            // One statement, one journey; what belongs to one row here is a handful.
            options.UseNpgsql(address.ConnectionString, postgres => postgres.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery));
        }
    }

    private static DbContextOptions<T> Options<T>(DatabaseAddress address)
        where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        Configure(options, address);
        return options.Options;
    }
}
