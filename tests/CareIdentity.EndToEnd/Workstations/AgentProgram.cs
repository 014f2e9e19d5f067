using System.Diagnostics;
using System.Text.Json;
using CareIdentity.Testing;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>The agent started as a browser starts it, with the test at the other end of its input and output.</summary>
public sealed class AgentProgram : IAsyncDisposable
{
    private readonly StartedProgram program;

    public AgentProgram(IReadOnlyDictionary<string, string> environment, string caller = "chrome-extension://encjkombndnmoohcmandeopfpokjmimn/")
    {
        var start = new ProcessStartInfo(AgentWorkstation.AgentProgram, [caller]);
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        program = StartedProgram.Start(start);
    }

    public async Task AskAsync(object question)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(question);
        await program.Input.WriteAsync((byte[])[.. BitConverter.GetBytes(message.Length), .. message]);
        await program.Input.FlushAsync();
    }

    public async Task<JsonElement> AnswerAsync() => await ReadAsync().WaitAsync(StartedProgram.Patience);

    /// <summary>As a browser that goes: the input ends. The exit code.</summary>
    public async Task<int> EndAsync()
    {
        program.Input.Close();
        return await ExitAsync();
    }

    public async Task<int> ExitAsync() => (await program.EndAsync()).Code;

    public ValueTask DisposeAsync() => program.DisposeAsync();

    private async Task<JsonElement> ReadAsync()
    {
        var length = new byte[4];
        await program.Output.ReadExactlyAsync(length);
        var message = new byte[BitConverter.ToInt32(length)];
        await program.Output.ReadExactlyAsync(message);
        return JsonDocument.Parse(message).RootElement;
    }
}
