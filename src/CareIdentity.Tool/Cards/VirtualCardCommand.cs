using System.CommandLine;
using System.Globalization;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Tool.Cards;

/// <summary><c>./cis virtual-card</c>: its options, and what may stand in them.</summary>
internal static class VirtualCardCommand
{
    public static Command Create()
    {
        var port = CreatePort();
        var file = CreateFile();
        var series = CreateSeries();
        var trace = new Option<bool>("--trace");
        var command = new Command("virtual-card") { port, file, series, trace };
        command.SetAction((line, ct) => new VirtualCardRun
        {
            Port = line.GetValue(port),
            File = line.GetValue(file) is { } name ? Path.GetFullPath(name) : null,
            Series = line.GetValue(series),
            IsTraced = line.GetValue(trace),
        }.RunAsync(ct));
        return command;
    }

    private static Option<int> CreatePort() => new("--port")
    {
        DefaultValueFactory = _ => VpcdLink.DefaultPort,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535)
            {
                return number;
            }

            result.AddError($"--port wants a number from 1 to 65535, not '{result.Tokens[0].Value}'.");
            return 0;
        },
    };

    private static Option<string?> CreateFile()
    {
        var file = new Option<string?>("--file");
        file.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && (name.Length == 0 || Directory.Exists(name)))
            {
                result.AddError("--file wants the name of a file.");
            }
        });
        return file;
    }

    /// <summary>Null where none was asked for: a card out of a file has one already.</summary>
    private static Option<string?> CreateSeries()
    {
        var series = new Option<string?>("--series");
        series.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var asked }] && !VirtualCardModel.AllSeries.Contains(asked))
            {
                result.AddError($"--series wants one of {string.Join(", ", VirtualCardModel.AllSeries)}, not '{asked}'.");
            }
        });
        return series;
    }
}
