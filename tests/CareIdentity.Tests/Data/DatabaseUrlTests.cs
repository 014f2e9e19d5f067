using CareIdentity.Data;
using Npgsql;
using Xunit;

namespace CareIdentity.Tests.Data;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgres://cis:secret@db.example:6543/care", "db.example", 6543, "cis", "secret", "care")]
    [InlineData("postgresql://cis@db.example/care", "db.example", 5432, "cis", null, "care")]
    [InlineData("POSTGRES:///care", "localhost", 5432, null, null, "care")]
    [InlineData("postgres://cis:p%40ss%2Fw%3Ard%25@db/care", "db", 5432, "cis", "p@ss/w:rd%", "care")]
    [InlineData("postgres://cis:se:cr=t@db/care", "db", 5432, "cis", "se:cr=t", "care")]
    [InlineData("postgres://cis@[::1]:6543/care", "[::1]", 6543, "cis", null, "care")]
    [InlineData("postgres://cis@%2Fvar%2Frun%2Fpostgresql/care", "/var/run/postgresql", 5432, "cis", null, "care")]
    [InlineData("postgres:///care?host=/var/run/postgresql&port=6543&user=cis&password=x%26y", "/var/run/postgresql", 6543, "cis", "x&y", "care")]
    [InlineData("postgres://one.example,two.example:6543/care", "one.example:5432,two.example:6543", 5432, null, null, "care")]
    public void A_PostgreSQL_URL_is_read_as_libpq_reads_it(string text, string host, int port, string? user, string? password, string database)
    {
        Assert.True(DatabaseUrl.TryParse(text, out var url, out _));

        var read = new NpgsqlConnectionStringBuilder(url.ConnectionString);
        Assert.Equal((host, port, user, password, database), (read.Host, read.Port, read.Username, read.Password, read.Database));
    }

    [Fact]
    public void Parameters_are_handed_on_in_the_words_of_the_driver()
    {
        Assert.True(DatabaseUrl.TryParse(
            "postgres://a,b/care?sslmode=verify-full&sslrootcert=/etc/ca.pem&target_session_attrs=read-write&connect_timeout=3&application_name=node+1&pool_size=40",
            out var url,
            out _));

        var read = new NpgsqlConnectionStringBuilder(url.ConnectionString);
        Assert.Equal(SslMode.VerifyFull, read.SslMode);
        Assert.Equal("/etc/ca.pem", read.RootCertificate);
        Assert.Equal("read-write", read.TargetSessionAttributes);
        Assert.Equal((3, 40), (read.Timeout, read.MaxPoolSize));
    }

    [Theory]
    [InlineData(null, "begins with postgres://")]
    [InlineData("", "begins with postgres://")]
    [InlineData("mysql://cis:hunter2@db/care", "begins with postgres://")]
    [InlineData("Host=db;Password=hunter2", "begins with postgres://")]
    [InlineData("postgres://cis:hunter2@db", "names no database")]
    [InlineData("postgres://cis:hunter2@db/", "names no database")]
    [InlineData("postgres://cis:hunter2@db:0/care", "port")]
    [InlineData("postgres://cis:hunter2@db:65536/care", "port")]
    [InlineData("postgres://cis:hunter2@db:x/care", "port")]
    [InlineData("postgres://cis:hunter2@db,/care", "empty host name")]
    [InlineData("postgres://cis:hunter2%@db/care", "%25")]
    [InlineData("postgres://cis:hunter2@db/care?sslmod=require", "unknown parameter 'sslmod'")]
    [InlineData("postgres://cis:hunter2@db/care?sslmode=on", "sslmode is one of")]
    [InlineData("postgres://cis:hunter2@db/care?sslmode=", "sslmode is one of")]
    [InlineData("postgres://cis:hunter2@db/care?sslmode=1", "sslmode is one of")]
    [InlineData("postgres://cis:hunter2@db/care?target_session_attrs=write", "target_session_attrs is one of")]
    [InlineData("postgres://cis:hunter2@db/care?connect_timeout=-1", "connect_timeout")]
    public void What_is_not_one_is_refused_in_a_sentence_without_the_password(string? text, string expected)
    {
        Assert.False(DatabaseUrl.TryParse(text, out var url, out var problem));

        Assert.Null(url);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_shows_has_no_password_and_can_be_read_again()
    {
        Assert.True(DatabaseUrl.TryParse("postgres://cis:hunter2@db:6543/care", out var url, out _));

        Assert.Equal("postgresql://cis@db:6543/care", url.ToString());
        Assert.Equal("postgresql://cis@db:6543/care", DatabaseAddress.At(url).ToString());
    }

    [Fact]
    public void Without_a_URL_the_database_is_a_file_in_the_data_directory()
    {
        var address = DatabaseAddress.Choose("", "/srv/cis");

        Assert.Equal((Engine.Sqlite, "/srv/cis/care-identity.db"), (address.Engine, address.ToString()));
    }

    [Fact]
    public void A_URL_that_is_none_never_falls_back_to_a_file()
    {
        Assert.Throws<FormatException>(() => DatabaseAddress.Choose("postgres:/care", "/srv/cis"));
    }
}
