using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CareIdentity.Data;
using Npgsql;

namespace CareIdentity.Testing.Engines;

/// <summary>
/// One PostgreSQL server process over a temporary directory, on a Unix socket that only its owner may reach and on a loopback port
/// behind a random password.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>
    /// Reads its standard input until this run closes it or dies, so that no server is ever left over; then stops the server by
    /// its own process id (SIGINT: fast shutdown) and removes the directory.
    /// </summary>
    private const string Keeper = """
        directory=$1; shift
        "$@" </dev/null >"$directory/log" 2>&1 &
        server=$!
        trap '' INT TERM HUP
        read -r ignored
        kill -INT "$server" 2>/dev/null
        wait "$server"
        rm -rf "$directory"
        """;

    private const string Setup = """
        directory=$1; shift
        umask 077
        printf %s "$CIS_TEST_PASSWORD" >"$directory/password"
        exec "$@" >"$directory/log" 2>&1 </dev/null
        """;

    private static readonly string[] Unsynced = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB"];

    private static readonly string[] AsInService =
        ["shared_buffers=2GB", "effective_cache_size=8GB", "work_mem=16MB", "random_page_cost=1.1", "max_wal_size=8GB", "wal_compression=lz4", "checkpoint_timeout=15min", "max_parallel_workers_per_gather=0", "jit=off"];

    private readonly Process keeper;
    private readonly string directory;
    private readonly int port;
    private readonly string password;

    private PostgresServer(Process keeper, string directory, int port, string password)
    {
        (this.keeper, this.directory, this.port, this.password) = (keeper, directory, port, password);
    }

    public static async Task<PostgresServer> StartAsync(PostgresManner manner)
    {
        var programs = PostgresInstallation.FindPrograms()
            ?? throw new InvalidOperationException($"PostgreSQL is not installed and this run demands it: {PostgresInstallation.HowToInstall}");

        // Short: the path of a Unix socket holds 107 characters (unix(7)).
        var directory = Directory.CreateTempSubdirectory("cis-pg-").FullName;
        var password = RandomNumberGenerator.GetHexString(32);
        var owner = await OwnerOfAsync(directory);
        await RunAsync(
            [.. owner, "/bin/sh", "-c", Setup, "sh", directory, $"{programs}/initdb", "-D", $"{directory}/data", "-U", "cis", $"--pwfile={directory}/password", "--auth=scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync"],
            directory,
            password);

        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Free();
            var keeper = Start(
                [.. owner, "/bin/sh", "-c", Keeper, "sh", directory, $"{programs}/postgres", "-D", $"{directory}/data", "-k", directory, "-p", port.ToString(CultureInfo.InvariantCulture),
                 "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", .. (manner is PostgresManner.Service ? AsInService : Unsynced).SelectMany(setting => new[] { "-c", setting })]);
            var server = new PostgresServer(keeper, directory, port, password);
            if (await server.AnswersAsync())
            {
                return server;
            }

            // Someone took the port between our asking and the server's; the keeper is still there to be told to go.
            var log = await File.ReadAllTextAsync($"{directory}/log");
            if (attempt == 5 || !log.Contains("Address already in use", StringComparison.Ordinal))
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"PostgreSQL did not start: {log}");
            }

            keeper.Kill();
        }
    }

    public DatabaseAddress Address(string database) =>
        DatabaseUrl.TryParse(Url(database), out var url, out var problem)
            ? DatabaseAddress.At(url)
            : throw new InvalidOperationException(problem);

    public string Url(string database) => string.Create(CultureInfo.InvariantCulture, $"postgres://cis:{password}@127.0.0.1:{port}/{database}");

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Address("postgres").ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await keeper.WaitForExitAsync(patience.Token);
        keeper.Dispose();
    }

    /// <summary>The server refuses to run as root; then it runs as its own user, who owns the directory.</summary>
    private static async Task<string[]> OwnerOfAsync(string directory)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return [];
        }

        await RunAsync(["chown", "postgres:", directory], directory, "");
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];
    }

    private async Task<bool> AnswersAsync()
    {
        var started = Stopwatch.StartNew();
        while (started.Elapsed < TimeSpan.FromSeconds(30))
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return true;
            }
            catch (NpgsqlException) when (!File.Exists($"{directory}/data/postmaster.pid") && started.Elapsed > TimeSpan.FromSeconds(2))
            {
                return false;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    private static Process Start(string[] command, string? password = null)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.Environment["CIS_TEST_PASSWORD"] = password;
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }

    private static async Task RunAsync(string[] command, string directory, string password)
    {
        using var process = Start(command, password);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            var log = File.Exists($"{directory}/log") ? await File.ReadAllTextAsync($"{directory}/log") : "";
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}. {log}");
        }
    }
}
