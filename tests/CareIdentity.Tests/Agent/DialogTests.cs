using System.Text;
using CareIdentity.Agent.Dialogs;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Tests.Agent;

/// <summary>Windows of other programs: what is handed to them, what is taken from them, and that none outlives the question.</summary>
public sealed class DialogTests : IDisposable
{
    /// <summary>Speaks as pinentry does (Assuan), writes down what it hears, and answers GETPIN and CONFIRM as it was told.</summary>
    private const string StandIn = """
        #!/bin/sh
        dir=$(dirname "$0")
        echo 'OK Pleased to meet you'
        while read -r line; do
          echo "$line" >> "$dir/heard"
          case $line in
            GETPIN) cat "$dir/typed"; read -r last < "$dir/verdict"; echo "$last" ;;
            CONFIRM|MESSAGE) read -r last < "$dir/verdict"; echo "$last" ;;
            *) echo OK ;;
          esac
        done
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("cis-dialog-").FullName;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_passcode_comes_from_pinentry_and_the_words_go_to_it_in_one_line()
    {
        using var typed = await Program(StandIn, "D 246810\n", "OK").AskAsync("Smartcard passcode", "https://a.example asks:\n100% sure", None);

        Assert.Equal("246810", Encoding.ASCII.GetString(typed!.Digits));
        Assert.Contains("SETDESC https://a.example asks:%0A100%25 sure\n", Heard, StringComparison.Ordinal);
        Assert.Contains("SETTITLE Smartcard passcode\n", Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_gives_no_passcode()
    {
        Assert.Null(await Program(StandIn, "", "ERR 83886179 Operation cancelled <Pinentry>").AskAsync("t", "x", None));
        Assert.Null(await Program(StandIn, "", "ERR 83886179 Operation cancelled <Pinentry>").AskTwiceAsync("t", "x", None));
        Assert.False(await Program(StandIn, "", "ERR 83886194 Not confirmed <Pinentry>").ConfirmAsync("t", "x", "Allow", "Stop", None));
    }

    [Fact]
    public async Task An_empty_passcode_is_one_that_is_too_short()
    {
        using var typed = await Program(StandIn, "", "OK").AskAsync("t", "x", None);

        Assert.Equal(PasscodeViolation.Length, PasscodeRules.CheckCurrent(typed!));
    }

    [Fact]
    public async Task A_new_passcode_is_typed_in_two_windows()
    {
        using var typed = await Program(StandIn, "D 975310\n", "OK").AskTwiceAsync("t", "x", None);

        Assert.Null(PasscodeRules.CheckNew(typed!, []));
        Assert.Equal(2, Heard.Split("GETPIN").Length - 1);
    }

    [Fact]
    public async Task Yes_is_yes() => Assert.True(await Program(StandIn, "", "OK").ConfirmAsync("t", "x", "Allow", "Stop", None));

    [Fact]
    public async Task A_program_that_ends_at_once_is_no_window()
    {
        await Assert.ThrowsAsync<NoWindowException>(async () => await Program("#!/bin/sh\nexit 1\n", "", "OK").AskAsync("t", "x", None));
        await Assert.ThrowsAsync<NoWindowException>(async () => await new Zenity(Path.Combine(folder, "nothing")).AskAsync("t", "x", None));
    }

    [Theory]
    [InlineData("cannot open display: :9", true)]
    [InlineData("", false)]
    public async Task Zenity_without_a_desktop_is_told_from_a_person_who_stops(string error, bool isNoWindow)
    {
        var zenity = new Zenity(Write($"#!/bin/sh\necho '{error}' >&2\nexit 1\n"));

        if (isNoWindow)
        {
            await Assert.ThrowsAsync<NoWindowException>(async () => await zenity.AskAsync("t", "x", None));
        }
        else
        {
            Assert.Null(await zenity.AskAsync("t", "x", None));
        }
    }

    [Fact]
    public async Task A_window_that_nobody_waits_for_any_more_is_closed()
    {
        var zenity = new Zenity(Write("#!/bin/sh\necho $$ > \"$(dirname \"$0\")/id\"\nexec sleep 600\n"));
        using var stop = new CancellationTokenSource();
        var asking = zenity.AskAsync("t", "x", stop.Token).AsTask();
        var id = Path.Combine(folder, "id");
        while (!File.Exists(id) || File.ReadAllText(id).Length == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, None);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(id).Trim()}"));
    }

    /// <summary>zenity 3 reads a backslash as C does everywhere, an underscore of a label as a key, and markup in all windows but the entry.</summary>
    [Fact]
    public void What_a_service_calls_itself_cannot_draw_in_the_window()
    {
        Assert.Equal(@"a__b <b>c</b> &amp; \\n", Zenity.AsLabel(@"a_b <b>c</b> &amp; \n"));
        Assert.Equal(@"a_b &lt;b&gt;c&lt;/b&gt; &amp;amp; \\n", Zenity.AsMarkup(@"a_b <b>c</b> &amp; \n"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Heard => File.ReadAllText(Path.Combine(folder, "heard"));

    private Pinentry Program(string script, string typed, string verdict)
    {
        File.WriteAllText(Path.Combine(folder, "typed"), typed);
        File.WriteAllText(Path.Combine(folder, "verdict"), verdict + "\n");
        return new Pinentry(Write(script + "\n"));
    }

    private string Write(string script)
    {
        var program = Path.Combine(folder, "program");
        File.WriteAllText(program, script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }
}
