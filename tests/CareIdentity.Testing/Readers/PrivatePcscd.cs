using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Testing.Readers;

/// <summary>
/// Debian's pcscd with two readers of the driver vpcd, for one test class alone. It believes that its directory is <c>/run/pcscd</c>; a program
/// outside reaches it when <see cref="Environment"/> is in its own. Any number run side by side, without touching one that the machine runs.
/// Nothing of it outlives the run, however the run ends.
/// </summary>
public sealed class PrivatePcscd : IAsyncDisposable
{
    /// <summary>
    /// Mounts are private to this shell and what it starts: a fresh /run, and in it the directory as /run/pcscd. Reads its standard input until
    /// the run closes it or dies; then stops pcscd by its own process id and removes the directory.
    /// </summary>
    private const string Keeper = """
        directory=$1; daemon=$2
        mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind "$directory/run" /run/pcscd || exit 1
        "$daemon" --foreground --info --config "$directory/readers" </dev/null &
        pcscd=$!
        trap '' INT TERM HUP
        read -r ignored
        kill -TERM "$pcscd" 2>/dev/null
        wait "$pcscd"
        umount /run/pcscd
        rm -rf "$directory"
        """;

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process keeper;
    private readonly string directory;
    private readonly PcscdLog log = new();
    private readonly List<InsertedCard> cards = [];
    private readonly SemaphoreSlim oneByOne = new(1);

    private PrivatePcscd(Process keeper, string directory, string name, int port)
    {
        (this.keeper, this.directory) = (keeper, directory);
        Readers = [new VpcdReader($"{name} 00 00", port), new VpcdReader($"{name} 00 01", port + 1)];
        keeper.OutputDataReceived += (_, line) => log.Add(line.Data);
        keeper.ErrorDataReceived += (_, line) => log.Add(line.Data);
        keeper.BeginOutputReadLine();
        keeper.BeginErrorReadLine();
    }

    /// <summary>The readers, both empty at first.</summary>
    public IReadOnlyList<VpcdReader> Readers { get; }

    /// <summary>The socket that clients connect to.</summary>
    public string SocketPath => Path.Combine(directory, "run", "pcscd.comm");

    /// <summary>What a PC/SC program has to have in its environment to reach this pcscd and no other.</summary>
    public KeyValuePair<string, string> Environment => new("PCSCLITE_CSOCK_NAME", SocketPath);

    /// <summary>All that pcscd said so far; it belongs into the message of a test that failed.</summary>
    public string Log => log.ToString();

    /// <param name="name">What the readers are called; some programs look only into readers of their own maker.</param>
    /// <exception cref="InvalidOperationException">pcscd did not start; the message says what it said.</exception>
    public static async Task<PrivatePcscd> StartAsync(string name = "Care Identity Test")
    {
        var daemon = PcscInstallation.Daemon()
            ?? throw new InvalidOperationException($"pcscd is not installed and this run demands it: {PcscInstallation.HowToInstall}");
        for (var attempt = 1; ; attempt++)
        {
            // Short: the path of a Unix socket holds 107 characters (unix(7)).
            var directory = Directory.CreateTempSubdirectory("cis-pcscd-").FullName;
            var port = FreePorts();
            await WriteReadersAsync(directory, name, port);
            string[] command = [.. PcscInstallation.OwnMounts(), "/bin/sh", "-c", Keeper, "sh", directory, daemon];
            var started = new PrivatePcscd(Start(command), directory, name, port);
            var ready = await started.log.SeesAsync("daemon ready", "Could not initialize connection", Patience);
            if (ready == "daemon ready")
            {
                return started;
            }

            // Somebody took a port between our asking and the driver's.
            await started.DisposeAsync();
            if (attempt == 5 || ready is null)
            {
                throw new InvalidOperationException($"pcscd did not start: {started.Log}");
            }
        }
    }

    /// <summary>Puts the card into the reader and returns when every PC/SC program sees it there; disposing the answer takes it out.</summary>
    public async Task<InsertedCard> InsertAsync(VirtualCard card, int reader = 0, VirtualCardFile? file = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (!await oneByOne.WaitAsync(2 * Patience, ct))
        {
            throw new TimeoutException($"Another card did not get into its reader: {Log}");
        }

        try
        {
            var before = Insertions();
            var inserted = new InsertedCard(this, card, Readers[reader], file);
            cards.Add(inserted);
            await WaitAsync(() => Insertions() > before || inserted.Link.IsCompleted, $"pcscd did not see the card in {Readers[reader].Name}", ct);
            await inserted.BackAsync(ct);
            return inserted;
        }
        finally
        {
            oneByOne.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var card in cards)
        {
            await card.StopAsync();
        }

        keeper.StandardInput.Close();
        try
        {
            await keeper.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            keeper.Kill(entireProcessTree: true);
            throw new TimeoutException($"pcscd did not end within {Patience.TotalSeconds} seconds: {Log}");
        }
        finally
        {
            keeper.Dispose();
            oneByOne.Dispose();
        }
    }

    internal int Removals(VpcdReader reader) => log.Count($"Card Removed From {reader.Name}");

    internal async Task WaitAsync(Func<bool> seen, string what, CancellationToken ct)
    {
        if (!await log.UntilAsync(seen, Patience, ct))
        {
            throw new InvalidOperationException($"{what} within {Patience.TotalSeconds} seconds: {Log}");
        }
    }

    // It names the reader only for a card that comes after its first look; the answer to reset it tells always.
    internal int Insertions() => log.Count("Card ATR: 3B");

    /// <summary>One entry is two readers, the second at the next port.</summary>
    private static Task WriteReadersAsync(string directory, string name, int port)
    {
        Directory.CreateDirectory(Path.Combine(directory, "run"));
        var readers = Directory.CreateDirectory(Path.Combine(directory, "readers")).FullName;
        return File.WriteAllTextAsync(Path.Combine(readers, "vpcd"), string.Create(CultureInfo.InvariantCulture, $"""
            FRIENDLYNAME "{name}"
            DEVICENAME   /dev/null:0x{port:X4}
            LIBPATH      {PcscInstallation.Driver}
            CHANNELID    0x{port:X4}

            """));
    }

    private static int FreePorts()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Any, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            try
            {
                using var second = new TcpListener(IPAddress.Any, port + 1);
                second.Start();
                return port;
            }
            catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
            {
                // Not two in a row.
            }
        }
    }

    private static Process Start(string[] command) =>
        Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        }) ?? throw new InvalidOperationException($"{command[0]} did not start.");
}
