using System.Globalization;
using CareIdentity.Kernel;

namespace CareIdentity.Population;

/// <summary>An organisation that will be generated, and how many people will work there.</summary>
/// <param name="Number">Among all of them, from 0: draws a stream of numbers of its own.</param>
/// <param name="Above">Upwards in the RA tree, its own Registration Authority first; none above the national one.</param>
/// <param name="IsClosed">Nobody works there any more.</param>
internal sealed record PlannedOrganisation(int Number, OdsCode Code, OrganisationShape Shape, int People, IReadOnlyList<OdsCode> Above, bool IsClosed = false);

/// <summary>
/// So many people, divided among organisations of the real kinds and sizes: a national Registration Authority, regional ones for
/// every 15,000 people, and below each of them a trust or more, practices, pharmacies, and others.
/// </summary>
internal static class OrganisationPlan
{
    private const int PeoplePerAuthority = 15_000;
    private const int RootStaff = 6;
    private const int ClosedInHundred = 3;

    /// <summary>Fewer than these cannot hold the duties that must be held by different people.</summary>
    public const int FewestPeople = 60;

    public static IEnumerable<PlannedOrganisation> Of(int people, ulong seed)
    {
        var number = 0;
        var root = Code('R', 0);
        yield return new(number++, root, OrganisationShape.Root, RootStaff, []);
        var authorities = Math.Max(1, (people - RootStaff) / PeoplePerAuthority);
        var left = people - RootStaff;
        for (var i = 0; i < authorities; i++)
        {
            var numbers = new SeededNumbers(seed, (ulong)i);
            var quota = left / (authorities - i);
            left -= quota;
            var staff = Math.Clamp(quota / 250, OrganisationShape.Authority.Smallest, OrganisationShape.Authority.Largest);
            var code = Code('R', i + 1);
            yield return new(number++, code, OrganisationShape.Authority, staff, [root]);
            foreach (var (shape, size, closed) in Below(quota - staff, numbers))
            {
                yield return new(number, Code(shape.Letter, number), shape, size, [code, root], closed);
                number++;
            }
        }
    }

    private static IEnumerable<(OrganisationShape Shape, int Size, bool Closed)> Below(int people, SeededNumbers numbers)
    {
        var left = people;
        foreach (var shape in OrganisationShape.All)
        {
            // The last kind takes what rounding has left.
            var budget = shape == OrganisationShape.All[^1] ? left : people * shape.PercentOfPeople / 100;
            left -= budget;
            while (budget > 0)
            {
                var size = Math.Min(budget, numbers.Size(shape.Smallest, shape.Largest));
                size = budget - size < shape.Smallest ? budget : size;
                budget -= size;
                yield return (shape, size, false);
                if (numbers.Percent(ClosedInHundred) && shape.Kind is not Organisations.OrganisationKind.Trust)
                {
                    yield return (shape, 0, true);
                }
            }
        }
    }

    private static OdsCode Code(char letter, int number) => OdsCode.Parse(string.Create(CultureInfo.InvariantCulture, $"G{letter}{number:D5}"));
}
