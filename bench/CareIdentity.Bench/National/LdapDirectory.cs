using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CareIdentity.Bench.Pki;
using CareIdentity.Data;

namespace CareIdentity.Bench.National;

/// <summary>Debian's <c>slapd</c> with the same people, indexed as one would for these questions. A process of its own over a temporary directory; the system's own, if any, is left alone.</summary>
internal sealed class LdapDirectory : IAsyncDisposable
{
    public const string Below = "ou=people,dc=care";

    /// <summary>What a page of people shows.</summary>
    public static readonly IReadOnlyList<string> Shown = ["uid", "cn", "sn", "givenName", "ou"];

    private const string People = """
        select p.uuid, p.given_name, p.family_name, o.name from profiles p left join organisations o on o.code = p.registered_at
        """;

    private readonly DirectoryInfo directory;
    private readonly PeerServer server;

    private LdapDirectory(DirectoryInfo directory, PeerServer server, TimeSpan loading) => (this.directory, this.server, Loading) = (directory, server, loading);

    public int Port => server.Port;

    /// <summary>What <c>slapadd -q</c> took, which checks and syncs as little as it may.</summary>
    public TimeSpan Loading { get; }

    /// <summary>Null where the machine has none: <c>apt-get install slapd</c>.</summary>
    public static async Task<LdapDirectory?> StartAsync(DatabaseAddress database, CancellationToken ct)
    {
        const string Program = "/usr/sbin/slapd";
        if (!File.Exists(Program))
        {
            await Console.Error.WriteLineAsync("slapd is not installed (apt-get install slapd); its comparisons are left out.");
            return null;
        }

        var directory = Directory.CreateTempSubdirectory("cis-ldap-");
        var settings = Path.Combine(directory.FullName, "slapd.conf");
        Directory.CreateDirectory(Path.Combine(directory.FullName, "db"));
        await File.WriteAllTextAsync(settings, Settings(directory.FullName), ct);
        await WriteAsync(database, Path.Combine(directory.FullName, "people.ldif"), ct);
        var begun = Stopwatch.GetTimestamp();
        if (await PeerServer.RunAsync(directory.FullName, "/usr/sbin/slapadd", ct, "-q", "-f", settings, "-l", "people.ldif") is not 0)
        {
            throw new WrongAnswerException("slapadd did not take the people.");
        }

        var loading = Stopwatch.GetElapsedTime(begun);
        File.Delete(Path.Combine(directory.FullName, "people.ldif"));
        var server = await PeerServer.StartAsync(directory.FullName, Program, port => ["-d", "0", "-f", settings, "-h", string.Create(CultureInfo.InvariantCulture, $"ldap://127.0.0.1:{port}/")], ct);
        return new LdapDirectory(directory, server!, loading);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private static string Settings(string directory) => $"""
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        pidfile {directory}/slapd.pid
        database mdb
        maxsize 17179869184
        suffix "dc=care"
        directory {directory}/db
        index objectClass eq
        index uid eq
        index sn eq,sub

        """;

    private static async Task WriteAsync(DatabaseAddress database, string path, CancellationToken ct)
    {
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16);
        await writer.WriteAsync("dn: dc=care\nobjectClass: domain\ndc: care\n\ndn: ou=people,dc=care\nobjectClass: organizationalUnit\nou: people\n\n");
        await using var connection = await database.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = People;
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            await writer.WriteAsync(One(reader));
        }
    }

    private static string One(DbDataReader reader)
    {
        var (uuid, given, family) = (reader.GetString(0), reader.GetString(1), reader.GetString(2));
        return $"dn: uid={uuid},{Below}\nobjectClass: inetOrgPerson\nuid: {uuid}\n{Line("cn", $"{given} {family}")}{Line("sn", family)}{Line("givenName", given)}{(reader.IsDBNull(3) ? "" : Line("ou", reader.GetString(3)))}\n";
    }

    /// <summary>RFC 2849: what is not plain is written in base64.</summary>
    private static string Line(string name, string value) =>
        Ascii.IsValid(value) && value.Length > 0 && value[0] is not (' ' or ':' or '<') ? $"{name}: {value}\n" : $"{name}:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}\n";
}
