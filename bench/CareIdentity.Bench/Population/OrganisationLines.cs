using System.Globalization;
using System.Text;
using CareIdentity.Population;

namespace CareIdentity.Bench.Population;

/// <summary>Organisations that do not exist, as lines of the 27-column file; the same ones in every run.</summary>
internal static class OrganisationLines
{
    private static readonly string[] Kinds = ["SURGERY", "MEDICAL CENTRE", "PHARMACY", "HEALTH CENTRE", "FAMILY PRACTICE"];

    private static readonly string[] Streets = ["HIGH STREET", "CHURCH ROAD", "STATION ROAD", "VICTORIA ROAD", "MARKET PLACE", "MILL LANE"];

    public static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"Z{number:D5}");

    public static IEnumerable<string[]> Generate(int count)
    {
        var numbers = new SeededNumbers(7);
        for (var i = 0; i < count; i++)
        {
            var line = new string[27];
            Array.Fill(line, "");
            line[0] = Code(i);
            line[1] = $"{numbers.Of(PeopleNames.RareFamilies).ToUpperInvariant()} {numbers.Of(Kinds)}";
            (line[2], line[3]) = ("Y58", "Q99");
            line[4] = $"{1 + numbers.Below(200)} {numbers.Of(Streets)}";
            (line[5], line[7]) = (numbers.Of(PeopleNames.RareFamilies).ToUpperInvariant(), "DORSET");
            line[9] = $"DT{1 + numbers.Below(9)} {numbers.Below(10)}AA";
            line[10] = "19740401";
            (line[11], line[12]) = numbers.OneIn(3) ? ("20171031", "C") : ("", "A");
            (line[13], line[14]) = ("B", "11J");
            line[17] = string.Create(CultureInfo.InvariantCulture, $"01305 {numbers.Below(1_000_000):D6}");
            (line[21], line[25]) = ("0", "4");
            yield return line;
        }
    }

    public static byte[] ToFile(IEnumerable<string[]> lines) =>
        Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"\"{string.Join("\",\"", line)}\"\r\n")));
}
