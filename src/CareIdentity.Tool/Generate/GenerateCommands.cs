using System.CommandLine;
using System.Globalization;
using CareIdentity.Data;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Generate;

/// <summary><c>cis generate</c> and what it takes.</summary>
internal static class GenerateCommands
{
    public static Command Create(Surroundings surroundings) => new("generate") { CreatePopulation(surroundings) };

    private static Command CreatePopulation(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var people = new Option<int>("--people")
        {
            Required = true,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
                {
                    return number;
                }

                result.AddError($"--people wants a number, not '{result.Tokens[0].Value}'.");
                return 0;
            },
        };
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1 };
        var population = new Command("population") { people, seed, place.Data, place.Database };
        population.SetAction((line, ct) => new GenerateRun(DatabaseAddress.Choose(place.DatabaseUrl(line), place.DataDirectory(line)), place.DataDirectory(line))
            .PopulationAsync(line.GetRequiredValue(people), line.GetValue(seed), ct));
        return population;
    }
}
