using System.Net;
using CareIdentity.People;

namespace CareIdentity.Messages;

/// <summary>The mail server that takes the messages of a live service: section <c>Mail</c>.</summary>
public sealed record MailOptions
{
    /// <summary>Null: messages wait until there is one.</summary>
    public string? Host { get; init; }

    /// <summary>587, message submission (RFC 6409).</summary>
    public int Port { get; init; } = 587;

    /// <summary>STARTTLS (RFC 3207) before anything is said; only a relay on this machine may go without.</summary>
    public bool StartTls { get; init; } = true;

    public string? User { get; init; }

    /// <summary>From a system credential; never logged.</summary>
    public string? Password { get; init; }

    public string From { get; init; } = "";

    public string? FromName { get; init; }

    /// <summary>For one message, from connecting to the server's answer.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    public IReadOnlyList<string> Problems() => Host is null ? [] :
    [
        .. EmailAddress.TryParse(From, out _) ? Array.Empty<string>() : ["Mail:From must be the address that messages come from."],
        .. Port is > 0 and <= 65535 ? Array.Empty<string>() : [$"Mail:Port is {Port}."],
        .. StartTls || IsHere(Host) ? Array.Empty<string>() : ["Mail:StartTls may be off only for a mail server on this machine: messages hold links and codes."],
        .. (User is null) == (Password is null) ? Array.Empty<string>() : ["Mail:User and Mail:Password belong together."],
        .. TimeoutSeconds is >= 1 and <= 240 ? Array.Empty<string>() : ["Mail:TimeoutSeconds is from 1 to 240: the lease of a message is longer."],
    ];

    /// <summary>Without the password, wherever a log may print it.</summary>
    public override string ToString() => $"{Host}:{Port}";

    private static bool IsHere(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
