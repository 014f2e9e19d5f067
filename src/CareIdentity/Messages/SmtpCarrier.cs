using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;

namespace CareIdentity.Messages;

/// <summary>
/// Hands messages to a mail server (RFC 5321), one connection each. What the server says is read as a number only: its words may name
/// the person.
/// </summary>
public sealed class SmtpCarrier(MailOptions options) : IMessageCarrier
{
    public async Task<Delivery> CarryAsync(OutgoingMessage message, CancellationToken ct)
    {
        if (options.Host is null)
        {
            return new Delivery.Refused("no-mail-server", ForGood: false);
        }

        using var mail = Mail(message);
        using var client = new SmtpClient(options.Host, options.Port)
        {
            EnableSsl = options.StartTls,
            UseDefaultCredentials = false,
            Credentials = options.User is null ? null : new NetworkCredential(options.User, options.Password),
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        try
        {
            await client.SendMailAsync(mail, patience.Token);
            return new Delivery.Taken();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Delivery.Refused("too-slow", ForGood: false);
        }
        catch (SmtpException failure)
        {
            return Refused(failure);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            return new Delivery.Refused(failure is AuthenticationException ? "not-trusted" : "connection-lost", ForGood: false);
        }
    }

    private MailMessage Mail(OutgoingMessage message)
    {
        var mail = new MailMessage(new MailAddress(options.From, options.FromName), new MailAddress(message.To.Value))
        {
            Subject = message.Subject,
            Body = message.Words,
            IsBodyHtml = false,
            SubjectEncoding = System.Text.Encoding.UTF8,
            BodyEncoding = System.Text.Encoding.UTF8,
            HeadersEncoding = System.Text.Encoding.UTF8,
        };
        mail.Headers.Add("Message-ID", $"<{message.Id:N}@{new MailAddress(options.From).Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's absence note comes back.
        return mail;
    }

    /// <summary>
    /// RFC 5321 §4.2.1: 4 is for now, 5 is for good; but what is wrong with our own account or line (530–538, no STARTTLS, no trust) is put
    /// right by the operator and is no fault of the message.
    /// </summary>
    private static Delivery.Refused Refused(SmtpException failure)
    {
        var status = (int)failure.StatusCode;
        var isOurs = status is >= 530 and <= 538;
        return failure.InnerException is AuthenticationException ? new Delivery.Refused("not-trusted", ForGood: false)
            : status < 200 ? new Delivery.Refused("connection-lost", ForGood: false)
            : isOurs ? new Delivery.Refused($"account-{status}", ForGood: false)
            : new Delivery.Refused($"smtp-{status}", ForGood: status >= 500);
    }
}
