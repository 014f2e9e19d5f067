using CareIdentity.Certificates;

namespace CareIdentity.Tool.CommandLine;

/// <summary>What the tool takes from where it was started, read once.</summary>
internal sealed record Surroundings
{
    /// <summary>The folder of the source, as the script says; without it the tool was started from a build and finds its way up.</summary>
    public required string Root { get; init; }

    /// <summary>A PostgreSQL URL kept off the command line.</summary>
    public required string? Database { get; init; }

    /// <summary>What opens the service's sealed keys; never on the command line, where everybody on the machine reads it.</summary>
    public string? KeyPassphrase { get; init; }

    /// <summary>The token of a security module that has the authorities' keys; null where they are in the sealed files.</summary>
    public string? ModuleToken { get; init; }

    public string? ModulePin { get; init; }

    /// <summary>Of the service: live or training.</summary>
    public string? Mode { get; init; }

    /// <summary>Where relying parties reach the service's <c>/pki</c>.</summary>
    public string? PkiOrigin { get; init; }

    /// <summary>The operator's arc of object identifiers.</summary>
    public string? PkiArc { get; init; }

    public string Artifacts => Path.Combine(Root, "artifacts");

    public string DefaultDataDirectory => Path.Combine(Artifacts, "data");

    public static Surroundings Read()
    {
        var credentials = new SystemCredentials(Variable(SystemCredentials.Variable));
        return new()
        {
            Root = Variable("CIS_ROOT") ?? FindRoot(),
            Database = Variable("CIS_DATABASE"),
            KeyPassphrase = credentials.KeysPassphrase ?? Variable("CIS_Keys__Passphrase"),
            ModuleToken = Variable("CIS_Keys__Module__Token"),
            ModulePin = credentials.ModulePin ?? Variable("CIS_Keys__Module__Pin"),
            Mode = Variable("CIS_Mode"),
            PkiOrigin = Variable("CIS_Pki__Origin"),
            PkiArc = Variable("CIS_Pki__Arc"),
        };
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CareIdentity.slnx")))
            {
                return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }

#pragma warning disable RS0030 // The tool is a host.
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
#pragma warning restore RS0030
}
