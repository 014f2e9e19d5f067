using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CareIdentity.Bench.Measuring;

namespace CareIdentity.Bench.National;

/// <summary>How long pages take among how many people, as a picture: one line for each page and reader, people on a scale of powers of ten, the aim as a line of its own.</summary>
internal static partial class PagesChart
{
    public const string Bench = "pages";

    private const int Width = 860;
    private const int Height = 440;
    private const int Left = 60;
    private const int Right = 610;
    private const int Top = 50;
    private const int Bottom = 390;
    private const double Aim = 100;

    /// <summary>Told apart by their lightness, too.</summary>
    private static readonly string[] Colours = ["#005eb8", "#7c2855", "#00703c", "#d4351c"];
    private static readonly string[] Dashes = ["", "7 4", "2 3"];

    /// <summary>Null where no pages were measured.</summary>
    public static string? Draw(IReadOnlyList<Figure> figures, string measured)
    {
        var points = figures.Where(figure => figure.Name == Bench)
            .Select(figure => (Match: Words().Match(figure.What), P99: figure.MillisecondsP99 ?? 0))
            .Select(x => (Page: x.Match.Groups["page"].Value, Who: x.Match.Groups["who"].Value, People: double.Parse(x.Match.Groups["people"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), x.P99))
            .ToList();
        if (points.Count == 0)
        {
            return null;
        }

        var (least, most) = (points.Min(p => p.People), points.Max(p => p.People));
        var highest = Math.Max(Aim * 1.2, points.Max(p => p.P99) * 1.05);
        var svg = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" font-family="Arial, sans-serif" font-size="13">""")
            .AppendLine(CultureInfo.InvariantCulture, $"<title>Time of a page, 99th percentile, among {least:N0} to {most:N0} people</title>")
            .AppendLine(CultureInfo.InvariantCulture, $"""<rect width="{Width}" height="{Height}" fill="#fff"/>""")
            .AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="28" font-size="16" font-weight="bold">Time of a page in ms, 99 of 100 are quicker</text>""")
            .AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="{Height - 8}" font-size="11" fill="#4c6272">Measured {measured}.</text>""");
        foreach (var (value, label, stroke) in Enumerable.Range(0, 5).Select(i => highest * i / 4).Select(v => (v, $"{v:0}", "#d8dde0")).Append((Aim, "aim 100", "#d4351c")))
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{Left}" x2="{Right}" y1="{Y(value):0.#}" y2="{Y(value):0.#}" stroke="{stroke}"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{(stroke == "#d4351c" ? Right + 6 : Left - 8)}" y="{Y(value) + 4:0.#}" text-anchor="{(stroke == "#d4351c" ? "start" : "end")}">{label}</text>""");
        }

        foreach (var people in points.Select(p => p.People).Distinct())
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{X(people):0.#}" y="{Bottom + 20}" text-anchor="middle">{people:N0}</text>""");
        }

        var (pages, readers) = (points.Select(p => p.Page).Distinct().ToList(), points.Select(p => p.Who).Distinct().ToList());
        var row = 0;
        foreach (var line in points.GroupBy(p => (p.Page, p.Who)))
        {
            var (colour, dash) = (Colours[pages.IndexOf(line.Key.Page) % Colours.Length], Dashes[readers.IndexOf(line.Key.Who) % Dashes.Length]);
            var path = string.Join(' ', line.OrderBy(p => p.People).Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.People):0.#},{Y(p.P99):0.#}")));
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{Right + 60}" x2="{Right + 90}" y1="{Top + 6 + (row * 22)}" y2="{Top + 6 + (row * 22)}" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Right + 98}" y="{Top + 10 + (row * 22)}">{line.Key.Page}, {line.Key.Who}</text>""");
            row++;
        }

        return svg.AppendLine("</svg>").ToString();

        double X(double people) => most <= least ? Left : Left + ((Right - Left) * (Math.Log10(people) - Math.Log10(least)) / (Math.Log10(most) - Math.Log10(least)));
        double Y(double milliseconds) => Bottom - ((Bottom - Top) * milliseconds / highest);
    }

    [GeneratedRegex("^(?<page>[^,]+), (?<who>[^,]+), (?<people>[0-9,]+) people$")]
    private static partial Regex Words();
}
