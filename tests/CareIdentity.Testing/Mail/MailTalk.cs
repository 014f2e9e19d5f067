using System.Net.Security;
using System.Text;

namespace CareIdentity.Testing.Mail;

/// <summary>One connection to the test mail server, line by line.</summary>
internal sealed class MailTalk(TestMailServer server, Stream plain, MailFault fault, CancellationToken ct)
{
    private Stream stream = plain;
    private bool encrypted;
    private string? user;
    private string from = "";
    private string to = "";

    public async Task RunAsync()
    {
        if (fault is MailFault.Silent)
        {
            await Task.Delay(Timeout.Infinite, ct);
        }

        await SayAsync(fault is MailFault.ShuttingDown ? "421 closing" : "220 test ESMTP");
        while (fault is not MailFault.ShuttingDown && await LineAsync() is { } line && await AnswerAsync(line))
        {
        }
    }

    private async Task<bool> AnswerAsync(string line)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO":
                await SayAsync("250-test");
                if (server.OffersStartTls && !encrypted)
                {
                    await SayAsync("250-STARTTLS");
                }

                await SayAsync(server.Account is null ? "250 8BITMIME" : "250 AUTH LOGIN");
                return true;
            case "STARTTLS":
                await SayAsync("220 go ahead");
                var tls = new SslStream(stream, leaveInnerStreamOpen: false);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, ct);
                (stream, encrypted) = (tls, true);
                return true;
            case "AUTH":
                return await SignInAsync(line);
            case "MAIL":
                from = Address(line);
                await SayAsync(server.Account is not null && user is null ? "530 sign in first" : "250 ok");
                return true;
            case "RCPT":
                to = Address(line);
                await SayAsync(fault switch { MailFault.Busy => $"450 {to} is busy", MailFault.NoSuchMailbox => $"550 {to} is nobody", _ => "250 ok" });
                return true;
            case "DATA":
                return await TakeAsync();
            case "QUIT":
                await SayAsync("221 bye");
                return false;
            default:
                await SayAsync("250 ok");
                return true;
        }
    }

    private async Task<bool> SignInAsync(string line)
    {
        var parts = line.Split(' ');
        var name = parts.Length > 2 ? parts[2] : await AskAsync("334 VXNlcm5hbWU6");
        var password = await AskAsync("334 UGFzc3dvcmQ6");
        var given = (Decode(name), Decode(password));
        user = given == server.Account ? given.Item1 : null;
        await SayAsync(user is null ? "535 not accepted" : "235 welcome");
        return true;
    }

    private async Task<bool> TakeAsync()
    {
        await SayAsync("354 go on");
        var data = new StringBuilder();
        while (await LineAsync() is { } line && line != ".")
        {
            if (fault is MailFault.DropsInData)
            {
                return false;
            }

            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        if (fault is MailFault.RefusesContent)
        {
            await SayAsync("554 not like this");
            return true;
        }

        server.Taken.Enqueue(new TakenMail(from, to, data.ToString(), encrypted, user));
        if (fault is MailFault.DropsAfterData)
        {
            return false;
        }

        await SayAsync("250 taken");
        return true;
    }

    private async Task<string> AskAsync(string question)
    {
        await SayAsync(question);
        return await LineAsync() ?? "";
    }

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private async Task SayAsync(string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), ct);

    /// <summary>Octet by octet: whatever comes after STARTTLS belongs to the other stream.</summary>
    private async Task<string?> LineAsync()
    {
        var (line, octet) = (new List<byte>(), new byte[1]);
        while (await stream.ReadAsync(octet, ct) == 1)
        {
            if (octet[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(octet[0]);
        }

        return null;
    }
}
