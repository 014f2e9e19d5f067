using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace CareIdentity.Data;

/// <summary>
/// Where a PostgreSQL database is, in libpq's URI form (PostgreSQL 15 §34.1.1.2):
/// <c>postgres[ql]://[user[:password]@][host][:port][,host…][/database][?parameter=value…]</c>.
/// Never shows its password.
/// </summary>
public sealed class DatabaseUrl
{
    /// <summary>Of each connection, those that come again: planning an insert takes the server longer than doing it.</summary>
    private const int StatementsPrepared = 100;

    private readonly NpgsqlConnectionStringBuilder settings;

    private DatabaseUrl(NpgsqlConnectionStringBuilder settings) => this.settings = settings;

    /// <summary>With the password: for the driver only.</summary>
    public string ConnectionString => settings.ConnectionString;

    /// <summary>Gives the connection, or in <paramref name="problem"/> one sentence that names neither password nor URL.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DatabaseUrl? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        problem = null;
        try
        {
            url = new DatabaseUrl(Read(text ?? ""));
        }
        catch (FormatException reason)
        {
            problem = reason.Message;
        }

        return url is not null;
    }

    public override string ToString() =>
        $"postgresql://{(settings.Username is { } user ? $"{user}@" : "")}{settings.Host}{(settings.Host!.Contains(',') ? "" : $":{settings.Port}")}/{settings.Database}";

    private static NpgsqlConnectionStringBuilder Read(string text)
    {
        var rest = AfterScheme(text);
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "care-identity",
            Host = "localhost",
            MaxAutoPrepare = StatementsPrepared,

            // Nothing of ours outlives a transaction (SessionStateTests); to have every connection forget, before each question, costs as much as a short one.
            NoResetOnClose = true,
        };

        var (beforeQuery, query) = SplitAt(rest, '?');
        var (authority, database) = SplitAt(beforeQuery, '/');
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = SplitAt(authority[..at], ':');
            settings.Username = user.Length > 0 ? Decode(user) : null;
            settings.Password = password.Length > 0 ? Decode(password) : null;
        }

        ReadHosts(settings, authority[(at + 1)..]);
        settings.Database = database.Length > 0 ? Decode(database) : throw new FormatException("The database URL names no database: postgres://user@host:5432/DATABASE.");
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = SplitAt(pair, '=');
            Set(settings, name, Decode(value));
        }

        return settings;
    }

    private static string AfterScheme(string text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["postgres://", "postgresql://"])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return text[scheme.Length..];
            }
        }

        throw new FormatException("A database URL begins with postgres:// or postgresql://.");
    }

    /// <summary>Several hosts are several nodes of one cluster; Npgsql then wants each port beside its host.</summary>
    private static void ReadHosts(NpgsqlConnectionStringBuilder settings, string hosts)
    {
        if (hosts.Length == 0)
        {
            return;
        }

        var nodes = hosts.Split(',').Select(ReadHost).ToArray();
        if (nodes is [var (host, port)])
        {
            settings.Host = host;
            settings.Port = port;
            return;
        }

        settings.Host = string.Join(',', nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.Host}:{node.Port}")));
    }

    private static (string Host, int Port) ReadHost(string node)
    {
        var colon = node.EndsWith(']') ? -1 : node.LastIndexOf(':');
        var host = Decode(colon < 0 ? node : node[..colon]);
        if (host.Length == 0 || host.Contains(','))
        {
            throw new FormatException("The database URL has an empty host name.");
        }

        return colon < 0 ? (host, NpgsqlConnection.DefaultPort) : (host, ReadNumber(node[(colon + 1)..], 65535, "port"));
    }

    /// <summary>Only what is listed: a misspelt parameter that is ignored may be the one that asked for encryption.</summary>
    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            case "host":
                settings.Host = value;
                break;
            case "port":
                settings.Port = ReadNumber(value, 65535, "port");
                break;
            case "user":
                settings.Username = value;
                break;
            case "password":
                settings.Password = value;
                break;
            case "sslmode":
                settings.SslMode = Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode) && !char.IsAsciiDigit(value[0])
                    ? mode
                    : throw new FormatException("sslmode is one of disable, allow, prefer, require, verify-ca, verify-full.");
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            case "target_session_attrs":
                settings.TargetSessionAttributes = value is "any" or "primary" or "standby" or "prefer-standby" or "read-write" or "read-only"
                    ? value
                    : throw new FormatException("target_session_attrs is one of any, primary, standby, prefer-standby, read-write, read-only.");
                break;
            case "connect_timeout":
                settings.Timeout = ReadNumber(value, 1024, "connect_timeout");
                break;
            case "application_name":
                settings.ApplicationName = value;
                break;
            case "pool_size":
                settings.MaxPoolSize = ReadNumber(value, 10_000, "pool_size");
                break;
            default:
                throw new FormatException($"The database URL has an unknown parameter '{name}'. Known: application_name, connect_timeout, host, password, pool_size, port, sslmode, sslrootcert, target_session_attrs, user.");
        }
    }

    private static int ReadNumber(string text, int greatest, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= greatest
            ? number
            : throw new FormatException($"The {what} in the database URL is not a number from 1 to {greatest}.");

    /// <summary>Percent-encoding, strictly: a lone % is usually a password that was not encoded.</summary>
    private static string Decode(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                throw new FormatException("The database URL has a % that is not followed by two hexadecimal digits; write % itself as %25.");
            }
        }

        return Uri.UnescapeDataString(text);
    }

    private static (string Before, string After) SplitAt(string text, char separator)
    {
        var i = text.IndexOf(separator, StringComparison.Ordinal);
        return i < 0 ? (text, "") : (text[..i], text[(i + 1)..]);
    }
}
