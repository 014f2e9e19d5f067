using System.CommandLine;
using System.Globalization;
using CareIdentity.Data;

namespace CareIdentity.Tool.CommandLine;

/// <summary>Where the data is: <c>--data</c> and <c>--database</c>, alike for every command that needs to know.</summary>
internal sealed class PlaceOptions
{
    private readonly Surroundings surroundings;

    public PlaceOptions(Surroundings surroundings)
    {
        this.surroundings = surroundings;
        Data.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var folder }] && (folder.Length == 0 || folder.Contains('\n', StringComparison.Ordinal)))
            {
                result.AddError("--data wants the name of a folder.");
            }
        });
        Database.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var url }] && !CareIdentity.Data.DatabaseUrl.TryParse(url, out _, out var problem))
            {
                result.AddError(problem);
            }
        });
    }

    public Option<string?> Data { get; } = new("--data");

    public Option<string?> Database { get; } = new("--database");

    public static Option<int> CreatePort()
    {
        var port = new Option<int>("--port")
        {
            DefaultValueFactory = _ => 8080,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65535)
                {
                    return number;
                }

                result.AddError($"--port wants a number from 0 to 65535, not '{result.Tokens[0].Value}'.");
                return 0;
            },
        };
        return port;
    }

    /// <summary>Relative to where the line was typed.</summary>
    public string DataDirectory(ParseResult line) => line.GetValue(Data) is { } folder ? Path.GetFullPath(folder) : surroundings.DefaultDataDirectory;

    public string? DatabaseUrl(ParseResult line)
    {
        var url = line.GetValue(Database) ?? surroundings.Database;
        return url is null || CareIdentity.Data.DatabaseUrl.TryParse(url, out _, out var problem) ? url : throw new ToolFailure($"CIS_DATABASE: {problem}");
    }
}
