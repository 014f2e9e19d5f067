using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Data;

public sealed class SqliteConventionsTests(SqliteDatabases databases)
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    public async Task Every_connection_has(string setting, string expected)
    {
        await using var database = databases.CreateEmpty();
        await using var first = await database.OpenAsync();
        await using var second = await database.OpenAsync();

        foreach (var connection in new[] { first, second })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA {setting}";
            Assert.Equal(expected, Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
