using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CareIdentity.Bench.Measuring;

/// <summary>One run in words for people and in JSON for programs.</summary>
internal sealed record BenchReport(Machine Machine, bool Quick, IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToMarkdown()
    {
        var text = new StringBuilder()
            .AppendLine("| Bench | What | Ours | Raw baseline | Ratio | p50 ms | p99 ms |")
            .AppendLine("|---|---|--:|--:|--:|--:|--:|");
        foreach (var figure in Figures)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {figure.Name} | {figure.What} | {Number(figure.Ours)} {figure.Unit} | {figure.BaselineIs}: {Number(figure.Baseline)} {figure.Unit} | {figure.Ratio:0.###} | {Number(figure.MillisecondsP50)} | {Number(figure.MillisecondsP99)} |");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Measured {Machine.InWords}.");
        text.AppendLine("Ours and baseline alternate in the same run, clients and servers on the same cores; medians of the rounds. PostgreSQL runs as in service, with fsync, where issuance, lists, pages, directory, export, full-start and take-over are measured, and as for the tests, without it, elsewhere; SQLite as in service, with it.");
        if (Quick)
        {
            return text.Append("A quick run: it shows that everything works; its figures mean nothing.").ToString();
        }

        foreach (var (figure, aim) in Figures.Select(figure => (figure, figure.Aim)).Where(pair => pair.Aim is not null))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"* Aim {(aim!.IsMet ? "met" : "missed")}: {figure.What}: {aim.Words}.");
        }

        return text.ToString().TrimEnd();
    }

    private static string Number(double? value) => value switch
    {
        null => "–",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("N2", CultureInfo.InvariantCulture),
    };
}
