using System.Text;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CsvHelper;

namespace CareIdentity.Access;

/// <summary>One of the tables as it lies in a folder: two columns below a header that says which.</summary>
internal sealed record RbacFile(string Name, string Sha256, IReadOnlyList<RbacFile.Row> Rows)
{
    public const string JobRoles = "job-roles.csv";
    public const string Activities = "activities.csv";
    public const string AreasOfWork = "areas-of-work.csv";
    public const string Inclusions = "activity-inclusions.csv";
    public const string Baseline = "baseline-policy.csv";

    /// <summary>Refused where it is missing or has another header. Lines that cannot be taken apart are added to <paramref name="bad"/>.</summary>
    public static async Task<Outcome<RbacFile>> ReadAsync(string folder, string name, string header, List<BadLine> bad, CancellationToken ct)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return ImportRefusals.NotARolesDirectory($"{name} is missing.");
        }

        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        var sha256 = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(content, ct));
        content.Position = 0;
        var rows = new List<Row>();
        var isFirst = true;
        try
        {
            await foreach (var line in CsvLines.ReadAsync(content, Encoding.UTF8, ct))
            {
                if (isFirst && string.Join(',', line.Fields.Select(column => column.Trim())) != header)
                {
                    break;
                }

                if (!isFirst && (line.Problem ?? Check(line.Fields)) is { } problem)
                {
                    bad.Add(new BadLine(name, line.Number, problem));
                }
                else if (!isFirst)
                {
                    rows.Add(new Row(line.Number, line.Fields[0].Trim(), line.Fields[1].Trim()));
                }

                isFirst = false;
            }
        }
        catch (CsvFormatException)
        {
            isFirst = true;
        }

        return isFirst ? ImportRefusals.NotARolesDirectory($"{name} does not begin with its header, {header}.") : new RbacFile(name, sha256, rows);
    }

    private static string? Check(string[] fields) =>
        fields.Length != 2 ? $"it has {fields.Length} columns and not 2"
        : Array.Exists(fields, text => text.Any(char.IsControl) || text.Contains('\uFFFD', StringComparison.Ordinal)) ? "it has a character that is not text in UTF-8"
        : Array.Exists(fields, text => text.Trim().Length > 200) ? "it is longer than 200 characters"
        : null;

    internal sealed record Row(long Line, string First, string Second);
}
