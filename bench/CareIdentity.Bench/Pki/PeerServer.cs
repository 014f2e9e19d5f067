using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CareIdentity.Testing;

namespace CareIdentity.Bench.Pki;

/// <summary>Somebody else's server, on a port that was free a moment ago; stopped by its own id.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private readonly Process process;

    private PeerServer(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Null where the program is not installed.</summary>
    /// <param name="ready">A line in which it says that it listens, for one that a connection without a request would put out; otherwise it is tried.</param>
    public static async Task<PeerServer?> StartAsync(string directory, string program, Func<int, string[]> words, CancellationToken ct, string? ready = null)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Listen(string? line)
        {
            if (ready is not null && line?.Contains(ready, StringComparison.Ordinal) is true)
            {
                said.TrySetResult();
            }
        }

        var port = LoopbackPort.Free();
        var start = new ProcessStartInfo(program, words(port)) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, line) => Listen(line.Data);
            process.ErrorDataReceived += (_, line) => Listen(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var server = new PeerServer(process, port);
            await (ready is null ? server.ListeningAsync(ct) : server.SaidAsync(said.Task, ct));
            return server;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs a program to its end; its exit code, or null where it is not installed.</summary>
    public static async Task<int?> RunAsync(string directory, string program, CancellationToken ct, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            _ = (await output, await errors);
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task ListeningAsync(CancellationToken ct)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Port, ct);
                return;
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Delay(100, ct);
            }
        }

        throw new WrongAnswerException($"{process.StartInfo.FileName} did not listen.");
    }

    private async Task SaidAsync(Task said, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var ended = process.WaitForExitAsync(patience.Token);
        if (await Task.WhenAny(said, ended) != said)
        {
            throw new WrongAnswerException($"{process.StartInfo.FileName} did not listen.");
        }
    }
}
