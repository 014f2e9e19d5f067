using System.Diagnostics.CodeAnalysis;
using CareIdentity.Importing;
using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>The tables read from a folder and checked against each other.</summary>
internal sealed class RbacDirectory
{
    private static readonly (string Name, string Header)[] Expected =
    [
        (RbacFile.JobRoles, "code,name"),
        (RbacFile.Activities, "code,name"),
        (RbacFile.Inclusions, "activity,includes"),
        (RbacFile.Baseline, "job_role,activity"),
    ];

    private readonly List<BadLine> bad = [];
    private readonly Dictionary<string, string> hashes = [];

    private RbacDirectory()
    {
    }

    public required RbacTables Tables { get; init; }

    /// <summary>Lines that were left out. While there is one, what the tables lack may be what it was meant to say.</summary>
    public IReadOnlyList<BadLine> BadLines => bad;

    /// <summary>SHA-256 by file name.</summary>
    public IReadOnlyDictionary<string, string> Hashes => hashes;

    /// <summary>A folder without one of the tables, or with another table under its name, is refused.</summary>
    public static async Task<Outcome<RbacDirectory>> ReadAsync(string folder, CancellationToken ct)
    {
        var bad = new List<BadLine>();
        var files = new List<RbacFile>();
        foreach (var (name, header) in Expected)
        {
            var read = await RbacFile.ReadAsync(folder, name, header, bad, ct);
            if (read.IsRefused(out var refusal, out var file))
            {
                return refusal;
            }

            files.Add(file);
        }

        // Beside the four and not always there: without it, what is known of areas of work stays.
        RbacFile? areas = null;
        if (File.Exists(Path.Combine(folder, RbacFile.AreasOfWork)))
        {
            var read = await RbacFile.ReadAsync(folder, RbacFile.AreasOfWork, "code,name", bad, ct);
            if (read.IsRefused(out var refusal, out areas))
            {
                return refusal;
            }

            files.Add(areas);
        }

        var jobRoles = Named<RCode>(files[0], "job role", bad);
        var activities = Named<BCode>(files[1], "activity", bad);
        if (jobRoles.Count == 0 || activities.Count == 0)
        {
            return ImportRefusals.NotARolesDirectory($"{(jobRoles.Count == 0 ? RbacFile.JobRoles : RbacFile.Activities)} has no row that can be read.");
        }

        foreach (var (code, name) in RbacTables.LocalActivities)
        {
            activities.TryAdd(code, name);
        }

        var directory = new RbacDirectory
        {
            Tables = new RbacTables
            {
                JobRoles = jobRoles,
                Activities = activities,
                AreasOfWork = areas is null ? null : Named<AreaCode>(areas, "area of work", bad),
                Inclusions = Pairs<BCode, BCode>(files[2], activities.ContainsKey, RbacFile.Activities, activities.ContainsKey, bad),
                Baseline = Pairs<RCode, BCode>(files[3], jobRoles.ContainsKey, RbacFile.JobRoles, activities.ContainsKey, bad),
            },
        };
        directory.bad.AddRange(bad.OrderBy(line => files.FindIndex(file => file.Name == line.File)).ThenBy(line => line.Number));
        files.ForEach(file => directory.hashes.Add(file.Name, file.Sha256));
        return directory;
    }

    private static Dictionary<TCode, string> Named<TCode>(RbacFile file, string what, List<BadLine> bad)
        where TCode : class, IStringValue<TCode>
    {
        var (named, lines) = (new Dictionary<TCode, string>(), new Dictionary<TCode, long>());
        foreach (var row in file.Rows)
        {
            var problem =
                !TCode.TryParse(row.First, out var code) ? $"'{row.First}' is not the code of a {what}"
                : lines.TryGetValue(code, out var line) ? $"{code.Value} is already on line {line}"
                : row.Second.Length == 0 && code is (RCode or AreaCode) ? $"{code.Value} has no name"
                : null;
            if (problem is null)
            {
                named.Add(code!, row.Second);
                lines.Add(code!, row.Line);
            }
            else
            {
                bad.Add(new BadLine(file.Name, row.Line, problem));
            }
        }

        return named;
    }

    private static HashSet<(TFirst First, TSecond Second)> Pairs<TFirst, TSecond>(
        RbacFile file, Func<TFirst, bool> knowsFirst, string firstTable, Func<TSecond, bool> knowsSecond, List<BadLine> bad)
        where TFirst : class, IStringValue<TFirst>
        where TSecond : class, IStringValue<TSecond>
    {
        var (pairs, lines) = (new HashSet<(TFirst, TSecond)>(), new Dictionary<(TFirst, TSecond), long>());
        foreach (var row in file.Rows)
        {
            TSecond? second = null;
            var problem =
                Unknown(row.First, knowsFirst, firstTable, out var first)
                ?? Unknown(row.Second, knowsSecond, RbacFile.Activities, out second)
                ?? (first!.Value == second!.Value ? $"{first.Value} includes itself" : null)
                ?? (lines.TryGetValue((first, second), out var line) ? $"it says the same as line {line}" : null);
            if (problem is null)
            {
                pairs.Add((first!, second!));
                lines.Add((first!, second!), row.Line);
            }
            else
            {
                bad.Add(new BadLine(file.Name, row.Line, problem));
            }
        }

        return pairs;
    }

    private static string? Unknown<TCode>(string text, Func<TCode, bool> knows, string table, [NotNullWhen(true)] out TCode? code)
        where TCode : class, IStringValue<TCode> =>
        !TCode.TryParse(text, out code) ? $"'{text}' is not a code"
        : !knows(code) ? $"{code.Value} is not in {table}"
        : null;
}
