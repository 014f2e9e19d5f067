using System.Diagnostics.CodeAnalysis;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Bench;

/// <summary>What was asked for on the command line: <c>[NAME] [--json FILE] [--database URL --data DIR] [--quick]</c>.</summary>
internal sealed record BenchLine
{
    /// <summary>Stands for all that want the population of the country.</summary>
    public const string National = "national";

    private const string JsonOption = "--json";
    private const string DatabaseOption = "--database";
    private const string DataOption = "--data";
    private const string QuickOption = "--quick";

    /// <summary>Null: all of them.</summary>
    public string? Name { get; private init; }

    public string? JsonFile { get; private init; }

    /// <summary>A database with the largest population from before, and the data directory that belongs to it; null: made and removed again.</summary>
    public (string Url, string DataDirectory)? Kept => database is { } url && data is { } directory ? (url, directory) : null;

    private string? database;
    private string? data;

    /// <summary>One tiny round: shows that everything runs, measures nothing.</summary>
    public bool Quick { get; private init; }

    public static bool TryParse(IReadOnlyList<string> words, [NotNullWhen(true)] out BenchLine? line, [NotNullWhen(false)] out string? problem)
    {
        (line, problem) = (new BenchLine(), null);
        for (var i = 0; i < words.Count && problem is null; i++)
        {
            switch (words[i])
            {
                case QuickOption:
                    line = line with { Quick = true };
                    break;
                case JsonOption or DatabaseOption or DataOption when i + 1 < words.Count && !words[i + 1].StartsWith('-'):
                    line = line.With(words[i], words[++i]);
                    break;
                case JsonOption or DatabaseOption or DataOption:
                    problem = $"{words[i]} needs {(words[i] is DatabaseOption ? "the URL of a database" : words[i] is DataOption ? "the name of a folder" : "the name of a file")}.";
                    break;
                case ['-', ..]:
                    problem = $"there is no option '{words[i]}'. The nearest is '{NearestWord.Of(words[i], [JsonOption, DatabaseOption, DataOption, QuickOption])}'.";
                    break;
                case var name when name != National && !BenchRun.Names.Contains(name):
                    problem = $"there is no bench '{name}'. The nearest is '{NearestWord.Of(name, BenchRun.Names)}'. All of them: {string.Join(", ", BenchRun.Names)}.";
                    break;
                case var name when line.Name is null:
                    line = line with { Name = name };
                    break;
                default:
                    problem = $"'{words[i]}' is one word too many.";
                    break;
            }
        }

        problem ??= (line.database is null) != (line.data is null) ? $"{DatabaseOption} and {DataOption} belong together." : null;
        return problem is null;
    }

    private BenchLine With(string option, string value) => option switch
    {
        JsonOption => this with { JsonFile = value },
        DatabaseOption => this with { database = value },
        _ => this with { data = value },
    };
}
