using System.Globalization;
using CareIdentity.Kernel;

namespace CareIdentity.Bench.Population;

/// <summary>Any number of people with plausible names, the same ones for the same seed.</summary>
public sealed class People(ulong seed)
{
    /// <summary>Organisations are numbered below this.</summary>
    public const int Organisations = 400;

    private static readonly DateTimeOffset FirstRegistered = new(2010, 1, 4, 9, 0, 0, TimeSpan.Zero);

    public IEnumerable<GeneratedPerson> Generate(int count)
    {
        var numbers = new SeededNumbers(seed);
        for (var i = 0; i < count; i++)
        {
            var (given, families) = Community(numbers);
            yield return new GeneratedPerson(
                Guid.CreateVersion7(FirstRegistered.AddMinutes(i)),
                Uuid(i),
                numbers.MostlyFirst(given),
                numbers.OneIn(3) ? numbers.MostlyFirst(given) : null,
                Family(numbers, families),
                new DateOnly(1955, 1, 1).AddDays(numbers.Below(52 * 365)),
                numbers.Below(Organisations));
        }
    }

    private static (string[] Given, string[] Family) Community(SeededNumbers numbers)
    {
        var place = numbers.Below(100);
        foreach (var (share, given, family) in PeopleNames.Communities)
        {
            place -= share;
            if (place < 0)
            {
                return (given, family);
            }
        }

        throw new InvalidOperationException("The shares of the communities are a hundred in all.");
    }

    private static string Family(SeededNumbers numbers, string[] families)
    {
        var family = numbers.OneIn(3) ? numbers.Of(PeopleNames.RareFamilies) : numbers.MostlyFirst(families);
        return numbers.OneIn(25) ? $"{family}-{numbers.MostlyFirst(families)}" : family;
    }

    /// <summary>Spread over the range of made numbers, each once: a multiplier without a common factor with the modulus.</summary>
    private static UserUuid Uuid(int i) => UserUuid.Parse((100_000_000_000 + (i * 7_368_787_937L % 399_999_999_989)).ToString(CultureInfo.InvariantCulture));
}
