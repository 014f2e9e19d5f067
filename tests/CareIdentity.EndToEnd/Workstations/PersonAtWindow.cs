using System.Globalization;
using CareIdentity.Testing;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>
/// The person at the agent's windows. A small program of zenity's name stands in front of the real one on the agent's path: it writes down what
/// it was to show, and waits for what somebody types.
/// </summary>
public sealed class PersonAtWindow : IDisposable
{
    private const string StandIn = """
        #!/bin/sh
        # Stands for zenity: --title and --text are what a window would show, the answer is its exit code and its output.
        # It closes with the agent that opened it and with the test that answers it, whichever goes first: what waits for ever
        # holds the browser's error output, and a browser is not over before that is.
        dir=$(dirname "$0")/..
        { echo $$; printf '%s\n' "$@"; } > "$dir/asked.$$"
        mv "$dir/asked.$$" "$dir/asked"
        while ! mv "$dir/answer" "$dir/answer.$$" 2>/dev/null; do
          kill -0 "$PPID" 2>/dev/null && [ -d "$dir/bin" ] || exit 1
          sleep 0.05
        done
        rm -f "$dir/asked"
        read -r code < "$dir/answer.$$"
        tail -n +2 "$dir/answer.$$"
        rm -f "$dir/answer.$$"
        exit "$code"
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("cis-person-").FullName;

    public PersonAtWindow()
    {
        Directory.CreateDirectory(Programs);
        var zenity = Path.Combine(Programs, "zenity");
        File.WriteAllText(zenity, StandIn + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(zenity, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The folder that has to come first on the agent's path.</summary>
    public string Programs => Path.Combine(directory, "bin");

    private string Asked => Path.Combine(directory, "asked");

    /// <summary>What the window with that title and those words says, as soon as it is there: an answered one may still be closing.</summary>
    public async Task<string> SeesAsync(string title, string words = "")
    {
        var last = "none";
        try
        {
            await Waiting.UntilAsync(
                () =>
                {
                    last = Window()?.Text ?? last;
                    return last.Contains($"--title={title}\n", StringComparison.Ordinal) && last.Contains(words, StringComparison.Ordinal);
                },
                $"a window \"{title}\" that says \"{words}\"");
            return last;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; the last one: {last}", e);
        }
    }

    /// <summary>OK, with something typed where the window asks for it.</summary>
    public async Task SaysYesAsync(string title, string? typed = null)
    {
        await SeesAsync(title);
        Answer(0, typed);
        await GoneAsync();
    }

    public async Task SaysNoAsync(string title)
    {
        await SeesAsync(title);
        Answer(1, null);
        await GoneAsync();
    }

    /// <summary>The process that shows the window now; null where none does.</summary>
    public int? WindowId => Window()?.Id;

    public Task NoWindowAsync() => Waiting.UntilAsync(() => Window() is null, "no window is open");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private void Answer(int code, string? typed)
    {
        var beside = Path.Combine(directory, "answer.new");
        File.WriteAllText(beside, string.Create(CultureInfo.InvariantCulture, $"{code}\n{(typed is null ? "" : typed + "\n")}"));
        File.Move(beside, Path.Combine(directory, "answer"), overwrite: true);
    }

    private Task GoneAsync() => Waiting.UntilAsync(() => !File.Exists(Path.Combine(directory, "answer")), "the window takes its answer");

    /// <summary>A window that was closed by force leaves its paper behind; its process is gone.</summary>
    private (int Id, string Text)? Window()
    {
        try
        {
            var lines = File.ReadAllText(Asked);
            var id = int.Parse(lines.Split('\n')[0], CultureInfo.InvariantCulture);
            return IsAlive(id) ? (id, lines) : null;
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Z is one that has ended and that nobody has asked after (proc(5)): where the agent was killed, that may be for ever.</summary>
    private static bool IsAlive(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] is not 'Z' and not 'X';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
