using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CareIdentity.Cards.Workstation;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Data.Schema;
using CareIdentity.Tool.CommandLine;
using CareIdentity.Tool.Testing;

namespace CareIdentity.Tool.Doctor;

/// <summary><c>./cis doctor</c>: one sentence for each thing that the service or its tests stand on, and a report of it in the current folder. Changes nothing else.</summary>
internal sealed class HealthCheck(string root, string dataDirectory, DatabaseAddress database, int port)
{
    /// <summary>Where the report goes.</summary>
    public string ReportFolder { get; init; } = ".";

    public async Task<int> RunAsync(CancellationToken ct)
    {
        List<Finding> findings = [];
        foreach (var look in new Func<CancellationToken, Task<Finding>>[]
        {
            SdkAsync, NodeAsync, Now(NodeModules), Now(Postgres), Now(Chromium), Now(CardReaders), Now(ReaderDriver), Now(DataDirectory), DatabaseAsync, CertificatesAsync, Now(Clock), Now(Port),
        })
        {
            findings.Add(await TellAsync(await look(ct)));
        }

        foreach (var finding in await WorkstationCheck.RunAsync(root, ct))
        {
            findings.Add(await TellAsync(finding));
        }

        await Console.Out.WriteLineAsync(await DiagnosticLog.KeepAsync(ReportFolder, findings.Select(finding => finding.InReport), TimeProvider.System.GetUtcNow(), ct));
        var broken = findings.Count(finding => finding.Verdict is Verdict.Broken);

        if (broken > 0)
        {
            await Console.Error.WriteLineAsync($"cis doctor: {broken} of these must be put right.");
        }

        return broken == 0 ? 0 : 1;
    }

    private static async Task<Finding> TellAsync(Finding finding)
    {
        await Console.Out.WriteLineAsync(finding.OnScreen);
        return finding;
    }

    private static Func<CancellationToken, Task<Finding>> Now(Func<Finding> look) => _ => Task.FromResult(look());

    private static async Task<Finding> SdkAsync(CancellationToken ct) =>
        await OutputOf.ProgramAsync("dotnet", ["--version"], ct) is { } version && version.StartsWith("10.", StringComparison.Ordinal)
            ? Finding.Good($"The .NET SDK is {version}.")
            : Finding.Broken("The .NET 10 SDK is not installed.", "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0");

    private static async Task<Finding> NodeAsync(CancellationToken ct) =>
        await OutputOf.ProgramAsync("node", ["--version"], ct) is { } version
            ? Finding.Good($"Node.js is {version}.")
            : Finding.Broken("Node.js is not installed; the build takes the portal's styles from npm.", "apt-get install nodejs npm");

    private Finding NodeModules()
    {
        var web = Path.Combine(root, "src", "CareIdentity.Web");
        return !File.Exists(Path.Combine(web, "package-lock.json")) || Directory.Exists(Path.Combine(web, "node_modules"))
            ? Finding.Good("The portal's styles are there.")
            : Finding.Absent("The portal's styles are not there yet; the next build brings them.", $"cd {web} && npm ci") with { Kept = "The portal's styles are not there yet; the next build brings them." };
    }

    private static Finding Postgres() =>
        InstalledPrograms.Postgres() is { } initdb
            ? Finding.Good($"PostgreSQL for the tests is in {Path.GetDirectoryName(initdb)}.") with { Kept = "PostgreSQL for the tests is installed." }
            : Finding.Absent("PostgreSQL is not installed; only the full run of the tests needs it.", "apt-get install postgresql");

    private static Finding Chromium() =>
        InstalledPrograms.Chromium() is { } chromium
            ? Finding.Good($"Chromium for the tests is {chromium}.") with { Kept = "Chromium for the tests is installed." }
            : Finding.Absent("Chromium is not installed; only the full run of the tests needs it.", "apt-get install chromium fonts-liberation");

    private static Finding CardReaders() =>
        ChildProgram.IsOnPath("pcscd") || File.Exists("/usr/sbin/pcscd")
            ? Finding.Good("The card reader service pcscd is installed.")
            : Finding.Absent("The card reader service pcscd is not installed; real cards need it, training cards do not.", "apt-get install pcscd");

    private static Finding ReaderDriver() => ReaderDrivers.OfThisMachine().HasCcid
        ? Finding.Good("The driver of card readers is installed.")
        : Finding.Absent("No driver of real card readers is installed; training cards need none.", ReaderDrivers.Mend);

    private Finding DataDirectory()
    {
        // Created at the first start, so the question may be whether it can be.
        var existing = new DirectoryInfo(dataDirectory);
        while (!existing.Exists && existing.Parent is { } parent)
        {
            existing = parent;
        }

        try
        {
            File.Create(Path.Combine(existing.FullName, $".cis-doctor-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose).Dispose();
            return Finding.Good($"The data directory {dataDirectory} is writable.") with { Kept = "The data directory is writable." };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Broken($"The data directory {dataDirectory} cannot be written: {e.Message}", $"sudo install -d -o \"$(id -un)\" -m 700 {dataDirectory}") with { Kept = "The data directory cannot be written." };
        }
    }

    private async Task<Finding> DatabaseAsync(CancellationToken ct)
    {
        if (database.Engine is Engine.Sqlite && !File.Exists(database.ToString()))
        {
            return Finding.Good($"The database {database} is not there yet; the first start creates it.") with { Kept = "The database is not there yet; the first start creates it." };
        }

        try
        {
            await using var connection = await database.OpenAsync(ct);
            var state = await new SchemaRunner(database.Engine, TimeProvider.System).ReadAsync(connection, ct);
            var more = state.IsCurrent ? "" : $"; the next start brings it to {state.Known}";
            return Finding.Good($"The database {database} answers and is at schema {state.Applied}{more}.") with { Kept = $"The database answers and is at schema {state.Applied}{more}." };
        }
        catch (SchemaRefusedException refused)
        {
            return Finding.Broken($"The database {database} cannot be used ({refused.Code}). {refused.Message}") with { Kept = $"The database cannot be used ({refused.Code})." };
        }
        catch (DbException e)
        {
            return Finding.Broken($"The database {database} does not answer: {e.Message}", database.Engine is Engine.Postgres ? $"psql '{database}' -c 'select 1'" : null) with { Kept = "The database does not answer." };
        }
    }

    /// <summary>What of the authorities ends when; the same sentences as on the page of administration.</summary>
    private async Task<Finding> CertificatesAsync(CancellationToken ct)
    {
        try
        {
            if (await PkiReport.ReadAsync(database, ct) is not { } health || health.Authorities.Count == 0)
            {
                return Finding.Good("There are no certificate authorities yet; a training service makes its own at its first start.");
            }

            var first = health.Authorities.Min(authority => authority.NotAfter);
            return health.Warnings switch
            {
                [] => Finding.Good($"The certificate authorities are in order; the first ends on {first:yyyy-MM-dd}."),
                _ when health.Warnings.FirstOrDefault(w => w.IsUrgent) is { } urgent => Finding.Broken(urgent.Sentence + Others(health), urgent.Next) with { Kept = urgent.WithoutNames },
                [var soon, ..] => Finding.Absent(soon.Sentence + Others(health), soon.Next) with { Kept = soon.WithoutNames },
            };
        }
        catch (DbException e)
        {
            return Finding.Broken($"The certificate authorities cannot be read: {e.Message}") with { Kept = "The certificate authorities cannot be read." };
        }
    }

    /// <summary>One is told here; the page tells all.</summary>
    private static string Others(PkiHealthView health) => health.Warnings.Count == 1 ? "" : $" That is one of {health.Warnings.Count}; the others stand at /administration/certificates.";

    /// <summary>Certificates, nonces and sessions stand on the clock. Older than our own build it cannot be right.</summary>
    private static Finding Clock()
    {
        var now = TimeProvider.System.GetUtcNow();
        var built = File.GetLastWriteTimeUtc(typeof(HealthCheck).Assembly.Location);
        var shown = now.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return now.UtcDateTime >= built.AddMinutes(-1) && now < built.AddYears(10)
            ? Finding.Good($"The clock says {shown}.")
            : Finding.Broken($"The clock says {shown}, which cannot be: this program was built at {built:yyyy-MM-dd HH:mm}.", "timedatectl set-ntp true");
    }

    private Finding Port()
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return Finding.Good($"Port {port} is free.");
        }
        catch (SocketException)
        {
            return Finding.Absent($"Port {port} is in use, perhaps by this service.", "./cis run --port 0");
        }
    }
}
