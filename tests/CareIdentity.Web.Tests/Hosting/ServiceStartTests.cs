using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using CareIdentity.Data;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Web.Tests.Hosting;

[TakesLong(125)]
public sealed class ServiceStartTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-start-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_says_one_line_when_it_answers_and_stops_when_told(string signal)
    {
        var data = Path.Combine(directory.FullName, "data");
        await using var service = ServiceProcess.Start("--Port", "0", "--DataDirectory", data, "--Empty", "true");
        var address = await service.ReadyAsync();

        using var client = new HttpClient { BaseAddress = address };
        using var answer = await client.GetAsync("/health/ready", Ct);
        await service.SignalAsync(signal);

        Assert.Equal("localhost", address.Host);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((0, ""), await service.EndAsync());
        Assert.Null(await service.LineAsync());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        }
    }

    [Theory, EveryEngine]
    public async Task A_second_start_on_the_same_database_finds_it_as_it_was(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await StartOnceAsync(database);
        await StartOnceAsync(database);
    }

    /// <summary>Somebody has locked what a start reads: the service listens, says nothing yet, and waits.</summary>
    [Fact]
    public async Task A_start_that_is_told_to_stop_while_it_waits_ends_without_a_failure()
    {
        Assert.SkipWhen(PostgresInstallation.ReasonToSkip() is not null, "PostgreSQL is not installed.");
        await using var database = await new EngineUnderTest(Engine.Postgres).CreateEmptyDatabaseAsync();
        await StartOnceAsync(database);
        await using var other = await database.OpenAsync();
        await using var holding = await other.BeginTransactionAsync(Ct);
        await using (var command = other.CreateCommand())
        {
            (command.Transaction, command.CommandText) = (holding, "lock table issuers in access exclusive mode");
            await command.ExecuteNonQueryAsync(Ct);
        }

        var port = LoopbackPort.Free();
        await using var service = ServiceProcess.Start([.. Place(database), "--Port", $"{port}", "--Empty", "true"]);
        await WaitsAndListensAsync(other, holding, port);
        await service.SignalAsync("TERM");

        Assert.Equal((0, ""), await service.EndAsync());
        Assert.Null(await service.LineAsync());
    }

    [Theory, EveryEngine]
    public async Task A_database_that_fails_while_the_service_sets_itself_up_is_said_in_a_sentence_after_what_the_log_says(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        await StartOnceAsync(database);
        await using (var connection = await database.OpenAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "alter table issuers rename to authorities";
            await command.ExecuteNonQueryAsync(Ct);
        }

        await using var service = ServiceProcess.Start([.. Place(database), "--Port", "0", "--Empty", "true"]);

        Assert.Null(await service.LineAsync());
        var (code, error) = await service.EndAsync();
        Assert.Equal(1, code);
        var last = error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("The service did not start. The database ", last, StringComparison.Ordinal);
        Assert.Contains(" could not be set up: ", last, StringComparison.Ordinal);
        Assert.Contains("issuers", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_refused_in_one_sentence()
    {
        await using var first = ServiceProcess.Start("--Port", "0", "--DataDirectory", Path.Combine(directory.FullName, "first"));
        var address = await first.ReadyAsync();

        await using var second = ServiceProcess.Start("--Port", $"{address.Port}", "--DataDirectory", Path.Combine(directory.FullName, "second"));

        Assert.Null(await second.LineAsync());
        var (code, error) = await second.EndAsync();
        Assert.Equal(1, code);
        Assert.Equal($"The service did not start. Port {address.Port} is already in use, perhaps by this service. Stop what uses it, or choose another: --port N\n", error);
        Assert.False(Directory.Exists(Path.Combine(directory.FullName, "second")));
    }

    [Theory, EveryEngine]
    public async Task A_database_of_a_later_version_is_refused_and_left_alone(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using (var connection = await database.OpenAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_history SELECT max(number) + 1, 'later', max(sha256), max(applied_at) FROM schema_history";
            await command.ExecuteNonQueryAsync(Ct);
        }

        await using var service = ServiceProcess.Start([.. Place(database), "--Port", "0", "--Empty", "true"]);

        Assert.Null(await service.LineAsync());
        var (code, error) = await service.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains("schema.newer", error, StringComparison.Ordinal);
    }

    /// <summary>As systemd hands it over (LoadCredential=); what the configuration says is not looked at then.</summary>
    [Fact]
    public async Task The_passphrase_of_the_keys_is_a_system_credential_before_it_is_a_setting()
    {
        var (data, credentials) = (Path.Combine(directory.FullName, "data"), directory.CreateSubdirectory("credentials"));
        await File.WriteAllTextAsync(Path.Combine(credentials.FullName, "cis-keys-passphrase"), "four words nobody guesses\n", Ct);
        var environment = new Dictionary<string, string> { ["CREDENTIALS_DIRECTORY"] = credentials.FullName };
        string[] line = ["--Port", "0", "--DataDirectory", data, "--Empty", "true"];
        await using (var first = ServiceProcess.Start(environment, line))
        {
            await first.ReadyAsync();
            await first.SignalAsync("TERM");
            await first.EndAsync();
        }

        Assert.False(File.Exists(Path.Combine(data, "training-passphrase")));
        await using (var again = ServiceProcess.Start(new Dictionary<string, string>(environment) { ["CIS_Keys__Passphrase"] = "an old one that a unit still sets" }, line))
        {
            await again.ReadyAsync();
            await again.SignalAsync("TERM");
            Assert.Equal((0, ""), await again.EndAsync());
        }

        await using var without = ServiceProcess.Start(line);
        var (code, error) = await without.EndAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("The service did not start. ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_the_one_in_its_certificate_is_refused_before_the_first_request()
    {
        var data = Path.Combine(directory.FullName, "data");
        string[] line = ["--Port", "0", "--DataDirectory", data, "--Empty", "true"];
        await using (var first = ServiceProcess.Start(line))
        {
            await first.ReadyAsync();
            await first.SignalAsync("TERM");
            await first.EndAsync();
        }

        await using (var connection = await DatabaseAddress.InFile(Path.Combine(data, DatabaseAddress.FileName)).OpenAsync(Ct))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "update ocsp_signers set key_name = 'training-root' where id = (select max(id) from ocsp_signers)";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Ct));
        }

        await using var service = ServiceProcess.Start(line);

        Assert.Null(await service.LineAsync());
        var (code, error) = await service.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains("The keys of the certificate authority are not right. SignerKeyMatchesCertificate", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_refused_without_its_password()
    {
        await using var service = ServiceProcess.Start(
            "--Port", "0", "--DataDirectory", directory.FullName, "--Database", "postgres://cis:hunter2@localhost/care?host=/nowhere&connect_timeout=1");

        var (code, error) = await service.EndAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("The service did not start. The database postgresql://cis@/nowhere:5432/care cannot be opened", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Delete(recursive: true);

    private async Task StartOnceAsync(TestDatabase database)
    {
        await using var service = ServiceProcess.Start([.. Place(database), "--Port", "0", "--Empty", "true"]);
        await service.ReadyAsync();
        await service.SignalAsync("TERM");
        Assert.Equal((0, ""), await service.EndAsync());
    }

    /// <summary>First that it waits: before that it listens for a moment only to see whether the port is free.</summary>
    private static async Task WaitsAndListensAsync(DbConnection other, DbTransaction holding, int port)
    {
        await using var waiters = other.CreateCommand();
        (waiters.Transaction, waiters.CommandText) = (holding, "select exists (select from pg_locks where relation = 'issuers'::regclass and not granted)");
        await Waiting.UntilAsync(async () => await waiters.ExecuteScalarAsync(Ct) is true, "the start waits for the lock");
        await Waiting.UntilAsync(() => ListensAsync(port), "the service listens");
    }

    private static async ValueTask<bool> ListensAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, Ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string[] Place(TestDatabase database) => database.Url is { } url
        ? ["--DataDirectory", directory.FullName, "--Database", url]
        : ["--DataDirectory", Path.GetDirectoryName(database.Address.ToString())!];
}
