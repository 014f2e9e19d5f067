using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Data;

/// <summary>The database engines that the service runs on; every data test runs on both.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : CareIdentityDb(options)
{
    public override Engine Engine => Engine.Sqlite;
}

public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : CareIdentityDb(options)
{
    public override Engine Engine => Engine.Postgres;
}
