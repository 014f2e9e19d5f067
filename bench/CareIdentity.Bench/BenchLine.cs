using System.Diagnostics.CodeAnalysis;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Bench;

/// <summary>What was asked for on the command line: <c>[NAME] [--json FILE] [--quick]</c>.</summary>
internal sealed record BenchLine
{
    private const string JsonOption = "--json";
    private const string QuickOption = "--quick";

    /// <summary>Null: all of them.</summary>
    public string? Name { get; private init; }

    public string? JsonFile { get; private init; }

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
                case JsonOption when i + 1 < words.Count && !words[i + 1].StartsWith('-'):
                    line = line with { JsonFile = words[++i] };
                    break;
                case JsonOption:
                    problem = $"{JsonOption} needs the name of a file.";
                    break;
                case ['-', ..]:
                    problem = $"there is no option '{words[i]}'. The nearest is '{NearestWord.Of(words[i], [JsonOption, QuickOption])}'.";
                    break;
                case var name when !BenchRun.Names.Contains(name):
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

        return problem is null;
    }
}
