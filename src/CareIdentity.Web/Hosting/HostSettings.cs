using System.Globalization;
using CareIdentity.Data;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace CareIdentity.Web.Hosting;

/// <summary>How this service was told to run: configuration keys of these names, as <c>CIS_PORT=8080</c> or <c>--Port 8080</c>.</summary>
public sealed record HostSettings
{
    public required DatabaseAddress Database { get; init; }

    /// <summary>Where everything that is not in the database lives; its own folder, readable by its owner only.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>0: the system chooses.</summary>
    public required int Port { get; init; }

    /// <summary>The port that the system chose where <see cref="Port"/> is 0: known before the service listens, as certificates name it.</summary>
    public int? ChosenPort { get; init; }

    public required ServiceMode Mode { get; init; }

    /// <summary>Without the training population.</summary>
    public required bool Empty { get; init; }

    /// <summary>
    /// Takes unprefixed environment variables away: a PORT or DATABASE that was meant for another program must not decide where
    /// identities are kept.
    /// </summary>
    public static void UseOnlyOwnEnvironment(IConfigurationBuilder configuration)
    {
        foreach (var foreign in configuration.Sources.OfType<EnvironmentVariablesConfigurationSource>().Where(source => string.IsNullOrEmpty(source.Prefix)).ToList())
        {
            configuration.Sources.Remove(foreign);
        }

        // Before the command line, which is added last and has the last word.
        var last = configuration.Sources.OfType<Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationSource>().LastOrDefault();
        configuration.Sources.Insert(
            last is null ? configuration.Sources.Count : configuration.Sources.IndexOf(last),
            new EnvironmentVariablesConfigurationSource { Prefix = "CIS_" });
    }

    /// <exception cref="StartRefusedException">A setting has no meaning.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        try
        {
            var dataDirectory = Path.GetFullPath(configuration["DataDirectory"] is { Length: > 0 } folder ? folder : "data");
            return new HostSettings
            {
                DataDirectory = dataDirectory,
                Database = DatabaseAddress.Choose(configuration["Database"], dataDirectory),
                Port = ReadPort(configuration["Port"]),
                Mode = ReadMode(configuration["Mode"]),
                Empty = configuration["Empty"] is { Length: > 0 } empty && bool.Parse(empty),
            };
        }
        catch (FormatException e)
        {
            throw new StartRefusedException(e.Message);
        }
    }

    private static int ReadPort(string? text) => text switch
    {
        null or "" => 8080,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 => port,
        _ => throw new FormatException($"Port is a number from 0 to 65535, not '{text}'."),
    };

    private static ServiceMode ReadMode(string? text) => text switch
    {
        null or "" => ServiceMode.Training,
        _ when Enum.TryParse<ServiceMode>(text, ignoreCase: true, out var mode) && Enum.IsDefined(mode) => mode,
        _ => throw new FormatException($"Mode is one of {string.Join(", ", Enum.GetNames<ServiceMode>())}, not '{text}'."),
    };
}
