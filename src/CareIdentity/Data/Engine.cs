namespace CareIdentity.Data;

/// <summary>The database engines that the service runs on; every data test runs on both.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}
