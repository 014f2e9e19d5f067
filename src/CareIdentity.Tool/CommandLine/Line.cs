using System.CommandLine;
using System.CommandLine.Parsing;

namespace CareIdentity.Tool.CommandLine;

/// <summary>One line as typed. Guarantees: nothing is done unless all of it is understood.</summary>
internal sealed class Line
{
    private const int WrongUse = 2;

    // No abbreviations, no "@file" that reads further arguments from somewhere else.
    private static readonly ParserConfiguration Strict = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly ParseResult parsed;

    private Line(ParseResult parsed) => this.parsed = parsed;

    public static Line Of(IReadOnlyList<string> words, Surroundings surroundings) => new(Commands.All(surroundings).Parse(words, Strict));

    /// <summary>What is wrong with it, in one sentence; null where it can be carried out.</summary>
    public string? Problem()
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            return Unknown(command, unknown);
        }

        if (WordsTakenForArguments().FirstOrDefault(word => word.StartsWith('-')) is { } dashed)
        {
            return Unknown(command, dashed);
        }

        if (command.Subcommands.Count > 0)
        {
            return $"{Name(command)}: say what: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.";
        }

        return parsed.Errors is [var error, ..] ? $"{Name(command)}: {error.Message}" : null;
    }

    public async Task<int> InvokeAsync(bool planOnly)
    {
        if (Problem() is { } problem)
        {
            await Console.Error.WriteLineAsync($"{problem}\nAll commands: ./cis help");
            return WrongUse;
        }

        if (planOnly && parsed.CommandResult.Command.Name != Commands.Run)
        {
            return 0;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (ToolFailure failure)
        {
            await Console.Error.WriteLineAsync($"{Name(parsed.CommandResult.Command)}: {failure.Message}");
            return 1;
        }
    }

    /// <summary>A misspelt option must not become the name of a file or of a test.</summary>
    private IEnumerable<string> WordsTakenForArguments() =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Concat(parsed.Tokens.Where(token => token.Type is TokenType.DoubleDash))
            .Select(token => token.Value);

    private static string Unknown(Command command, string word)
    {
        if (word.StartsWith('-') && command.Options.Count > 0)
        {
            return $"{Name(command)}: there is no option '{word}'. The nearest is '{NearestWord.Of(word, command.Options.Select(option => option.Name))}'.";
        }

        return command.Subcommands.Count > 0
            ? $"{Name(command)}: there is no command '{word}'. The nearest is '{NearestWord.Of(word, command.Subcommands.Select(sub => sub.Name))}'."
            : $"{Name(command)}: '{word}' is one word too many.";
    }

    private static string Name(Command command)
    {
        var parents = command.Parents.OfType<Command>().FirstOrDefault();
        return parents is null ? "cis" : $"{Name(parents)} {command.Name}";
    }
}
