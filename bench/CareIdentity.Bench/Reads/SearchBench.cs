using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.People;
using CareIdentity.Search;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Reads;

/// <summary>The first page of a search, in the ways in which people look for somebody. The aim is below 50 ms.</summary>
internal sealed class SearchBench(BenchScale scale)
{
    private const int Page = 20;
    private const int AimMilliseconds = 50;
    private const string Nobody = "zzqzz sarah";

    private static readonly string[] Frequent = ["sarah smith", "mohammed khan", "asha patel", "david jones"];

    private static readonly string[] TwoLetters = ["sa", "mo", "wh", "pa"];

    private static readonly (string What, Func<GeneratedPerson, string> Typed)[] Searches =
    [
        ("whole name", person => $"{person.GivenName} {person.FamilyName}"),
        ("whole name, frequent", person => Frequent[person.Number % Frequent.Length]),
        ("beginning of a family name", person => Family(person)[..Math.Min(4, Family(person).Length)]),
        ("two letters", person => TwoLetters[person.Number % TwoLetters.Length]),
        ("beginnings of two words", person => $"{Given(person)[..Math.Min(3, Given(person).Length)]} {Family(person)[..Math.Min(3, Family(person).Length)]}"),
        ("slip in a family name", person => $"{person.GivenName} {WithSlip(Family(person))}"),
        ("name of nobody", _ => Nobody),
        ("beginning of a UUID", person => person.Uuid.Value[..6]),
    ];

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var figures = new List<Figure>();
        foreach (var database in await world.PopulatedAsync())
        {
            var (ours, raw) = await ReadRounds.RunAsync(
                database, scale, [.. Searches.Select(search => (search.What, (Func<GeneratedPerson, Task>)(person => SearchAsync(database, person, search.Typed(person), ct))))], ct);
            figures.AddRange(Searches.Zip(ours, (search, rounds) =>
                Figure.OfRates("search", $"{search.What}, {scale.People:N0} people, {database.EngineName}", rounds, ReadRounds.BaselineIs, raw) with
                {
                    Aim = new Aim($"first page below {AimMilliseconds} ms (p99 {rounds.Highest99:0.0} ms)", rounds.Highest99 < AimMilliseconds),
                }));
        }

        return figures;
    }

    private static async Task SearchAsync(PopulatedDatabase database, GeneratedPerson person, string typed, CancellationToken ct)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<ProfileQueries>().SearchAsync(typed, Page, ct);
        var isRight = typed == Nobody ? rows.Count == 0 : rows.Count == Page || IsFound(person, typed, rows);
        if (!isRight)
        {
            throw new WrongAnswerException($"'{typed}' did not find {person.GivenName} {person.FamilyName}.");
        }
    }

    /// <summary>On a page that is not full is whoever was looked for; a name that many bear is of somebody else.</summary>
    private static bool IsFound(GeneratedPerson person, string typed, IReadOnlyList<ProfileRow> rows) =>
        rows.Any(row => row.Id == person.Id || Frequent.Contains(typed) || TwoLetters.Contains(typed));

    private static string Given(GeneratedPerson person) => NameText.Words(person.GivenName)[0];

    private static string Family(GeneratedPerson person) => NameText.Words(person.FamilyName)[0];

    /// <summary>Two neighbours swapped in the middle; very short words are not forgiven a slip and stay as they are.</summary>
    private static string WithSlip(string word)
    {
        var at = word.Length / 2;
        return WordDistance.Allowed(word) == 0 ? word : $"{word[..(at - 1)]}{word[at]}{word[at - 1]}{word[(at + 1)..]}";
    }
}
