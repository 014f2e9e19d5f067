using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.Dialogs;

/// <summary>GNOME's zenity, which most Linux desktops have. Exit code 0 is "OK"; anything else is the person's no.</summary>
/// <param name="program">Where it is.</param>
internal sealed class Zenity(string program) : IDialogs
{
    private const string Separator = "|"; // no digit: whoever types it is told that a passcode has digits only

    public ValueTask<TypedPasscode?> AskAsync(string title, string text, CancellationToken ct) => DialogProgram.RunAsync(
        program,
        ["--entry", "--hide-text", $"--title={title}", $"--text={AsLabel(text)}", "--width=420"],
        (code, typed) => code == 0 ? new TypedPasscode(Line(typed.Span)) : null,
        ct);

    public ValueTask<NewPasscode?> AskTwiceAsync(string title, string text, CancellationToken ct) => DialogProgram.RunAsync(
        program,
        ["--forms", $"--title={title}", $"--text={AsMarkup(text)}", "--add-password=New passcode", "--add-password=New passcode again", $"--separator={Separator}", "--width=420"],
        (code, typed) => code == 0 ? Both(Line(typed.Span)) : null,
        ct);

    public ValueTask<bool> ConfirmAsync(string title, string text, string yes, string no, CancellationToken ct) => DialogProgram.RunAsync(
        program,
        ["--question", $"--title={title}", $"--text={AsMarkup(text)}", $"--ok-label={yes}", $"--cancel-label={no}", "--default-cancel", "--width=420"],
        (code, _) => code == 0,
        ct);

    public async ValueTask ShowAsync(string title, string text, CancellationToken ct) => await DialogProgram.RunAsync(
        program,
        ["--info", $"--title={title}", $"--text={AsMarkup(text)}", "--ok-label=Stop", "--width=420"],
        (_, _) => true,
        ct).ConfigureAwait(false);

    /// <summary>zenity reads backslashes as C does, and a label's underscore marks a key.</summary>
    internal static string AsLabel(string text) => Plain(text).Replace("_", "__", StringComparison.Ordinal);

    /// <summary>Here it reads Pango's markup instead.</summary>
    internal static string AsMarkup(string text) => Plain(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Plain(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal);

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> output) => output.TrimEnd("\r\n"u8);

    private static NewPasscode Both(ReadOnlySpan<byte> line)
    {
        var between = line.IndexOf((byte)Separator[0]);
        return between < 0 ? new NewPasscode(new TypedPasscode(line), new TypedPasscode(ReadOnlySpan<byte>.Empty)) : new NewPasscode(new TypedPasscode(line[..between]), new TypedPasscode(line[(between + 1)..]));
    }
}
