using System.Diagnostics;

namespace CareIdentity.Testing;

/// <summary>What a program ended with, and what it said.</summary>
public sealed record EndedProgram(int Code, string Output, string Error);

/// <summary>
/// A program that a test starts. Every wait for it has a limit, what it complains of is read at all times (a full pipe would hold it up), and it
/// does not outlive the test: disposing ends it and what it started, each by its own id.
/// </summary>
public sealed class StartedProgram : IAsyncDisposable
{
    /// <summary>Only so that a test ends where the program hangs; a machine with much to do takes its time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>For a program that was told to go by force.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly string line;
    private readonly Task<string> error;
    private Task<string>? rest;

    private StartedProgram(Process process, string line)
    {
        (this.process, this.line) = (process, line);
        error = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    public static StartedProgram Start(ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(start);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var line = string.Join(' ', (IEnumerable<string>)[start.FileName, .. start.ArgumentList]);
        return new StartedProgram(Process.Start(start) ?? throw new InvalidOperationException($"{line} did not start."), line);
    }

    public static StartedProgram Start(string program, params IEnumerable<string> words) => Start(new ProcessStartInfo(program, words));

    /// <summary>From its start to its end; with nothing to read.</summary>
    public static async Task<EndedProgram> RunAsync(ProcessStartInfo start)
    {
        await using var program = Start(start);
        program.Input.Close();
        return await program.EndAsync();
    }

    public static Task<EndedProgram> RunAsync(string program, params IEnumerable<string> words) => RunAsync(new ProcessStartInfo(program, words));

    /// <summary>The next line that it says; null at the end.</summary>
    /// <exception cref="TimeoutException">It says nothing.</exception>
    public Task<string?> LineAsync() => WithinAsync(process.StandardOutput.ReadLineAsync(), "said nothing");

    /// <summary>What else it says is for nobody; somebody has to read it all the same.</summary>
    public void ReadOn() => rest ??= process.StandardOutput.ReadToEndAsync();

    /// <summary>Waits until it has ended by itself.</summary>
    /// <exception cref="TimeoutException">It does not end; it is ended by force.</exception>
    public async Task<EndedProgram> EndAsync()
    {
        ReadOn();
        var output = await WithinAsync(rest!, "did not end");
        var complaints = await WithinAsync(error, "did not end");
        await WithinAsync(ExitAsync(), "did not end");
        return new EndedProgram(process.ExitCode, output, complaints);
    }

    /// <summary>What it complained of, once it has ended.</summary>
    public Task<string> ErrorAsync() => WithinAsync(error, "did not end");

    /// <summary>As <c>kill -SIGNAL</c> does.</summary>
    public async Task SignalAsync(string signal) => await RunAsync("kill", $"-{signal}", $"{process.Id}");

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Farewell).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Dispose();
    }

    private async Task<bool> ExitAsync()
    {
        await process.WaitForExitAsync();
        return true;
    }

    private async Task<T> WithinAsync<T>(Task<T> waiting, string what)
    {
        try
        {
            return await waiting.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Kill();
            var complaints = await Task.WhenAny(error, Task.Delay(Farewell)) == error ? await error : "";
            throw new TimeoutException($"{line} {what} within {Patience.TotalMinutes} minutes. {complaints}");
        }
    }

    private void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
