using System.Diagnostics;
using CareIdentity.Testing;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>A desktop without a screen (Xvfb), at a number that it chose itself, with a person who types (xdotool).</summary>
public sealed class VirtualDesktop : IAsyncDisposable
{
    private readonly StartedProgram server;

    private VirtualDesktop(StartedProgram server, string display) => (this.server, Display) = (server, display);

    public string Display { get; }

    public static string? ReasonToSkip() => new[] { "Xvfb", "xdotool", "zenity" }.Where(program => !File.Exists($"/usr/bin/{program}")).ToList() is [var missing, ..]
        ? $"{missing} is not installed: apt-get install xvfb xdotool zenity"
        : null;

    public static async Task<VirtualDesktop> StartAsync()
    {
        // 1 is the standard output: there Xvfb writes the number of its display as soon as it can be used.
        var server = StartedProgram.Start("Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp");
        if (await server.LineAsync() is { } number)
        {
            server.ReadOn();
            return new VirtualDesktop(server, $":{number.Trim()}");
        }

        throw new InvalidOperationException($"Xvfb did not start: {await server.ErrorAsync()}");
    }

    /// <summary>
    /// Waits for the window with that title, types into it and presses Return. There is no window manager to give it the keyboard. xdotool's own
    /// way to wait (--sync) has no limit, and waits on where a window closes or its focus goes elsewhere: it is asked again instead.
    /// </summary>
    public async Task TypeAsync(string title, string text)
    {
        await Waiting.UntilAsync(async () => await FindAsync(title, visible: true) is not null, $"a window \"{title}\"");
        await Waiting.UntilAsync(
            async () =>
            {
                var window = await FindAsync(title, visible: true);
                return window is not null && await RunAsync("windowfocus", window) is not null && (await RunAsync("getwindowfocus", "-f"))?.Trim() == window;
            },
            $"the keyboard at the window \"{title}\"");
        await RunAsync("type", "--delay", "30", text);
        await RunAsync("key", "Return");
    }

    public async Task<bool> HasAsync(string title) => await FindAsync(title, visible: false) is not null;

    /// <summary>Of every window that has one.</summary>
    public async Task<string> TitlesAsync() => (await RunAsync("search", "--name", ".", "getwindowname", "%@"))?.Trim().Replace('\n', ';') ?? "none";

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<string?> FindAsync(string title, bool visible)
    {
        string[] which = visible ? ["--onlyvisible"] : [];
        var found = await RunAsync(["search", .. which, "--name", $"^{title}$"]);
        return found?.Trim().Split('\n')[^1] is { Length: > 0 } window ? window : null;
    }

    /// <summary>What it says; null where it finds nothing or nothing to do.</summary>
    private async Task<string?> RunAsync(params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("xdotool", words);
        start.Environment["DISPLAY"] = Display;
        var ended = await StartedProgram.RunAsync(start);
        return ended.Code == 0 ? ended.Output : null;
    }
}
