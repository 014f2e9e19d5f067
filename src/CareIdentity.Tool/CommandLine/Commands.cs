using System.CommandLine;
using CareIdentity.Data;
using CareIdentity.Tool.Cards;
using CareIdentity.Tool.Doctor;
using CareIdentity.Tool.Generate;
using CareIdentity.Tool.Import;
using CareIdentity.Tool.Packaging;
using CareIdentity.Tool.Pki;
using CareIdentity.Tool.Reports;
using CareIdentity.Tool.Testing;

namespace CareIdentity.Tool.CommandLine;

/// <summary>Every command and option; help.txt says the same in words, and a test compares the two.</summary>
internal static class Commands
{
    public const string Run = "run";

    public static RootCommand All(Surroundings surroundings)
    {
        var root = new RootCommand();
        root.Options.Clear(); // --help is the script's; --version is nobody's.
        root.Directives.Clear();
        root.Add(CreateRun(surroundings));
        root.Add(CreateTest(surroundings));
        root.Add(CreateBench(surroundings));
        root.Add(ImportCommands.Create(surroundings));
        root.Add(GenerateCommands.Create(surroundings));
        root.Add(VirtualCardCommand.Create());
        root.Add(PkiCommands.Create(surroundings));
        root.Add(CreateDoctor(surroundings));
        root.Add(PackageCommand.Create(surroundings));
        root.Add(Create("format", ct => ChildProgram.RunAsync("dotnet", ["format", Path.Combine(surroundings.Root, "CareIdentity.slnx")], ct)));
        root.Add(Create("report", _ => SizeReport.PrintAsync(surroundings.Root)));
        root.Add(new Command("help"));
        return root;
    }

    private static Command CreateRun(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var port = PlaceOptions.CreatePort();
        var empty = new Option<bool>("--empty");
        var run = new Command(Run) { port, place.Data, place.Database, empty };

        // The script starts the host with these as its environment, in its own place: one process, one owner of every signal.
        run.SetAction(async (line, _) =>
        {
            await Console.Out.WriteLineAsync($"CIS_PORT={line.GetValue(port)}");
            await Console.Out.WriteLineAsync($"CIS_DATADIRECTORY={place.DataDirectory(line)}");
            await Console.Out.WriteLineAsync($"CIS_EMPTY={line.GetValue(empty)}");
            await Console.Out.WriteLineAsync($"CIS_DATABASE={place.DatabaseUrl(line)}");
        });
        return run;
    }

    private static Command CreateTest(Surroundings surroundings)
    {
        var fast = new Option<bool>("--fast");
        var filter = new Argument<string?>("FILTER") { Arity = ArgumentArity.ZeroOrOne };
        var test = new Command("test") { fast, filter };
        test.SetAction((line, ct) => new TestRun(surroundings, line.GetValue(fast), line.GetValue(filter)).RunAsync(ct));
        return test;
    }

    private static Command CreateBench(Surroundings surroundings)
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<string?>("--json");
        var database = new Option<string?>("--database");
        var data = new Option<string?>("--data");
        var bench = new Command("bench") { name, json, database, data };
        bench.SetAction((line, ct) =>
        {
            List<string> words = [ChildProgram.Built(surroundings.Root, "bench/CareIdentity.Bench", "CareIdentity.Bench")];
            words.AddRange(line.GetValue(name) is { } chosen ? [chosen] : []);
            words.AddRange(line.GetValue(json) is { } file ? ["--json", Path.GetFullPath(file)] : []);
            words.AddRange(line.GetValue(database) is { } url ? ["--database", url] : []);
            words.AddRange(line.GetValue(data) is { } directory ? ["--data", Path.GetFullPath(directory)] : []);
            return ChildProgram.RunAsync("dotnet", words, ct);
        });
        return bench;
    }

    private static Command CreateDoctor(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var port = PlaceOptions.CreatePort();
        var doctor = new Command("doctor") { port, place.Data, place.Database };
        doctor.SetAction((line, ct) => new HealthCheck(
            surroundings.Root,
            place.DataDirectory(line),
            DatabaseAddress.Choose(place.DatabaseUrl(line), place.DataDirectory(line)),
            line.GetValue(port)).RunAsync(ct));
        return doctor;
    }

    private static Command Create(string name, Func<CancellationToken, Task<int>> action)
    {
        var command = new Command(name);
        command.SetAction((_, ct) => action(ct));
        return command;
    }
}
