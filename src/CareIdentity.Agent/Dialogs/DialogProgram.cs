using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace CareIdentity.Agent.Dialogs;

/// <summary>Another program that shows one window. Stopped by its own id when nobody wants its answer any more.</summary>
internal sealed class DialogProgram : IDisposable
{
    private const int MaxOutput = 256;

    private readonly Process process;
    private CancellationTokenRegistration cancelling;

    private DialogProgram(Process process) => this.process = process;

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    /// <exception cref="NoWindowException">It is not there.</exception>
    public static DialogProgram Start(string program, IEnumerable<string> words, CancellationToken ct)
    {
        try
        {
            var dialog = new DialogProgram(Process.Start(new ProcessStartInfo(program, words)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!);

            // A read of a pipe that has begun is not cancelled; it ends when the program does.
            dialog.cancelling = ct.Register(dialog.Kill);
            return dialog;
        }
        catch (Win32Exception)
        {
            throw new NoWindowException($"The program {program} does not start: install it anew.");
        }
    }

    /// <summary>Runs it to its end; what it wrote is handed over once, in a buffer that is zeroed afterwards.</summary>
    public static async ValueTask<T> RunAsync<T>(string program, IEnumerable<string> words, Func<int, ReadOnlyMemory<byte>, T> read, CancellationToken ct)
    {
        using var dialog = Start(program, words, ct);
        dialog.process.StandardInput.Close();
        var buffer = GC.AllocateArray<byte>(MaxOutput, pinned: true);
        try
        {
            var error = dialog.process.StandardError.ReadToEndAsync(CancellationToken.None);
            var length = await dialog.Output.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, CancellationToken.None).ConfigureAwait(false);
            await dialog.process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
            return dialog.process.ExitCode != 0 && (await error.ConfigureAwait(false)).Contains("cannot open display", StringComparison.OrdinalIgnoreCase)
                ? throw new NoWindowException("There is no desktop to show it on: start the browser from the desktop of this computer.")
                : read(dialog.process.ExitCode, buffer.AsMemory(0, length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    public void Dispose()
    {
        cancelling.Dispose();
        Kill();
        process.Dispose();
    }

    private void Kill()
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
        catch (InvalidOperationException)
        {
            // It ended meanwhile.
        }
    }
}
