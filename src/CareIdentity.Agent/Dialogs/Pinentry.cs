using System.Security.Cryptography;
using System.Text;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.Dialogs;

/// <summary>
/// GnuPG's pinentry, spoken to over its standard input and output (Assuan: one line a command, percent-encoded; "OK", "ERR", "D data").
/// Nothing stands on its command line, and it keeps what is typed in memory that is never swapped.
/// </summary>
internal sealed class Pinentry(string program) : IDialogs
{
    private const int MaxLine = 1000; // the limit of Assuan

    public async ValueTask<TypedPasscode?> AskAsync(string title, string text, CancellationToken ct) =>
        await ConverseAsync(title, text, ["SETPROMPT Passcode:", "SETOK OK", "SETCANCEL Stop"], "GETPIN", ct).ConfigureAwait(false) is (true, var typed) ? typed ?? new TypedPasscode((ReadOnlySpan<byte>)[]) : null;

    /// <summary>Twice, one window after the other: its own way of repeating does not hand both over to be compared here.</summary>
    public async ValueTask<NewPasscode?> AskTwiceAsync(string title, string text, CancellationToken ct)
    {
        var first = await AskAsync(title, text, ct).ConfigureAwait(false);
        var second = first is null ? null : await AskAsync(title, "Type the new passcode again.", ct).ConfigureAwait(false);
        if (second is null)
        {
            first?.Dispose();
        }

        return first is null || second is null ? null : new NewPasscode(first, second);
    }

    public async ValueTask<bool> ConfirmAsync(string title, string text, string yes, string no, CancellationToken ct) =>
        (await ConverseAsync(title, text, [$"SETOK {Encode(yes)}", $"SETCANCEL {Encode(no)}"], "CONFIRM", ct).ConfigureAwait(false)).Said;

    public async ValueTask ShowAsync(string title, string text, CancellationToken ct) =>
        await ConverseAsync(title, text, ["SETOK Stop"], "MESSAGE", ct).ConfigureAwait(false);

    internal static string Encode(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private async ValueTask<(bool Said, TypedPasscode? Typed)> ConverseAsync(string title, string text, string[] settings, string ask, CancellationToken ct)
    {
        using var dialog = DialogProgram.Start(program, [], ct);
        var line = GC.AllocateArray<byte>(MaxLine, pinned: true);
        TypedPasscode? typed = null;
        try
        {
            await AnswerAsync(dialog, line, ct).ConfigureAwait(false);
            foreach (var setting in (string[])[$"SETTITLE {Encode(title)}", $"SETDESC {Encode(text)}", .. settings])
            {
                await SayAsync(dialog, setting, ct).ConfigureAwait(false);
                await AnswerAsync(dialog, line, ct).ConfigureAwait(false);
            }

            await SayAsync(dialog, ask, ct).ConfigureAwait(false);
            while (true)
            {
                var length = await AnswerAsync(dialog, line, ct).ConfigureAwait(false);
                if (line.AsSpan(0, length).StartsWith("D "u8))
                {
                    typed?.Dispose();
                    typed = new TypedPasscode(line.AsSpan(2, length - 2));
                }
                else if (line.AsSpan(0, length).StartsWith("OK"u8))
                {
                    return (true, typed);
                }
                else if (line.AsSpan(0, length).StartsWith("ERR"u8))
                {
                    typed?.Dispose();
                    return (false, null);
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(line);
        }
    }

    private static async ValueTask SayAsync(DialogProgram dialog, string command, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(command + "\n");
        await dialog.Input.WriteAsync(bytes, ct).ConfigureAwait(false);
        await dialog.Input.FlushAsync(ct).ConfigureAwait(false);
    }

    /// <summary>One line without its end, byte by byte: nothing of a passcode stays in a reader's buffer.</summary>
    private static async ValueTask<int> AnswerAsync(DialogProgram dialog, byte[] line, CancellationToken ct)
    {
        for (var length = 0; length < line.Length; length++)
        {
            if (await dialog.Output.ReadAsync(line.AsMemory(length, 1), CancellationToken.None).ConfigureAwait(false) == 0)
            {
                ct.ThrowIfCancellationRequested();
                throw new NoWindowException("There is no desktop to show it on: start the browser from the desktop of this computer.");
            }

            if (line[length] == (byte)'\n')
            {
                return length;
            }
        }

        throw new NoWindowException("The program that shows it does not speak as it should: install pinentry anew.");
    }
}
