using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CareIdentity.Testing.Mail;

/// <summary>A message as the server took it.</summary>
public sealed record TakenMail(string From, string To, string Data, bool Encrypted, string? User)
{
    public string Header(string name) => Data.Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault() ?? "";

    /// <summary>The words, decoded.</summary>
    public string Words
    {
        get
        {
            var body = Data[(Data.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            return Header("Content-Transfer-Encoding") switch
            {
                "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal))),
                "quoted-printable" => Quoted(body),
                _ => body,
            };
        }
    }

    private static string Quoted(string text)
    {
        using var bytes = new MemoryStream();
        text = text.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length)
            {
                bytes.WriteByte(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.WriteByte((byte)text[i]);
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

/// <summary>
/// A mail server (RFC 5321) on a socket of this machine: EHLO, STARTTLS, AUTH LOGIN, MAIL, RCPT, DATA, kept in memory. The next connections
/// can be told to go wrong.
/// </summary>
public sealed class TestMailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<MailFault> faults = new();
    private readonly Task serving;
    private bool over;

    public TestMailServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public X509Certificate2 Certificate { get; }

    public bool OffersStartTls { get; set; } = true;

    /// <summary>Null: nobody has to sign in.</summary>
    public (string User, string Password)? Account { get; set; }

    public ConcurrentQueue<TakenMail> Taken { get; } = new();

    public int Connections { get; private set; }

    /// <summary>What goes wrong with the connections to come, one each.</summary>
    public void Next(params MailFault[] wrong)
    {
        foreach (var fault in wrong)
        {
            faults.Enqueue(fault);
        }
    }

    /// <summary>Once or twice: a test may end it before its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (over)
        {
            return;
        }

        over = true;
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
        Certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Connections++;
                talks.Add(TalkAsync(client, faults.TryDequeue(out var fault) ? fault : MailFault.None));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client, MailFault fault)
    {
        using var _ = client;
        try
        {
            await new MailTalk(this, client.GetStream(), fault, stop.Token).RunAsync();
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The other side hung up, or the test is over.
        }
    }
}

public enum MailFault
{
    None,

    /// <summary>450 to RCPT: try later.</summary>
    Busy,

    /// <summary>550 to RCPT: no such mailbox.</summary>
    NoSuchMailbox,

    /// <summary>421 as a greeting.</summary>
    ShuttingDown,

    /// <summary>Hangs up in the middle of DATA.</summary>
    DropsInData,

    /// <summary>Takes the message, and hangs up before it says so.</summary>
    DropsAfterData,

    /// <summary>Does not answer at all.</summary>
    Silent,

    /// <summary>554 after DATA.</summary>
    RefusesContent,
}
