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

    public string Artifacts => Path.Combine(Root, "artifacts");

    public string DefaultDataDirectory => Path.Combine(Artifacts, "data");

    public static Surroundings Read() => new()
    {
        Root = Variable("CIS_ROOT") ?? FindRoot(),
        Database = Variable("CIS_DATABASE"),
        KeyPassphrase = Variable("CIS_Keys__Passphrase"),
    };

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
