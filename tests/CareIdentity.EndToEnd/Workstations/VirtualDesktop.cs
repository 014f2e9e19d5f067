using System.Diagnostics;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>A desktop without a screen (Xvfb), at a number that it chose itself, with a person who types (xdotool).</summary>
public sealed class VirtualDesktop : IAsyncDisposable
{
    private readonly Process server;

    private VirtualDesktop(Process server, string display) => (this.server, Display) = (server, display);

    public string Display { get; }

    public static string? ReasonToSkip() => new[] { "Xvfb", "xdotool", "zenity" }.Where(program => !File.Exists($"/usr/bin/{program}")).ToList() is [var missing, ..]
        ? $"{missing} is not installed: apt-get install xvfb xdotool zenity"
        : null;

    public static async Task<VirtualDesktop> StartAsync()
    {
        // 1 is the standard output: there Xvfb writes the number of its display as soon as it can be used.
        var server = Process.Start(new ProcessStartInfo("Xvfb", ["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        return new VirtualDesktop(server, $":{(await server.StandardOutput.ReadLineAsync())!.Trim()}");
    }

    /// <summary>Waits for the window with that title, types into it and presses Return. There is no window manager to give it the keyboard.</summary>
    public async Task TypeAsync(string title, string text)
    {
        var window = (await RunAsync("search", "--sync", "--name", $"^{title}$")).Trim().Split('\n')[^1];
        await RunAsync("windowfocus", "--sync", window);
        await RunAsync("type", "--delay", "30", text);
        await RunAsync("key", "Return");
    }

    public async Task<bool> HasAsync(string title) => (await RunAsync("search", "--name", $"^{title}$")).Trim().Length > 0;

    public async ValueTask DisposeAsync()
    {
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
    }

    private async Task<string> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("xdotool", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DISPLAY"] = Display;
        using var xdotool = Process.Start(start)!;
        var error = xdotool.StandardError.ReadToEndAsync();
        var output = await xdotool.StandardOutput.ReadToEndAsync();
        await error;
        await xdotool.WaitForExitAsync();
        return output;
    }
}
