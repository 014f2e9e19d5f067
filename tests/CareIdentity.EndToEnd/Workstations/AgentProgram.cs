using System.Diagnostics;
using System.Text.Json;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>The agent started as a browser starts it, with the test at the other end of its input and output.</summary>
public sealed class AgentProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    public AgentProgram(IReadOnlyDictionary<string, string> environment, string caller = "chrome-extension://encjkombndnmoohcmandeopfpokjmimn/")
    {
        var start = new ProcessStartInfo(AgentWorkstation.AgentProgram, [caller]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
    }

    public async Task AskAsync(object question)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(question);
        await process.StandardInput.BaseStream.WriteAsync((byte[])[.. BitConverter.GetBytes(message.Length), .. message]);
        await process.StandardInput.BaseStream.FlushAsync();
    }

    public async Task<JsonElement> AnswerAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var length = new byte[4];
        await process.StandardOutput.BaseStream.ReadExactlyAsync(length, patience.Token);
        var message = new byte[BitConverter.ToInt32(length)];
        await process.StandardOutput.BaseStream.ReadExactlyAsync(message, patience.Token);
        return JsonDocument.Parse(message).RootElement;
    }

    /// <summary>As a browser that goes: the input ends. The exit code.</summary>
    public async Task<int> EndAsync()
    {
        process.StandardInput.Close();
        return await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
