using System.Globalization;
using System.Runtime.InteropServices;

namespace CareIdentity.Bench.Measuring;

/// <summary>Where and when: without it no figure means anything.</summary>
internal sealed record Machine(string Date, int Cores, string Processor, double MemoryGiB, string System, string Runtime, double? LoadBefore)
{
    public static Machine Look(TimeProvider clock) => new(
        clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        Environment.ProcessorCount,
        ProcessorName(),
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        LoadAverage());

    public string InWords => string.Create(
        CultureInfo.InvariantCulture,
        $"{Date}; {Cores} cores ({Processor}), {MemoryGiB} GiB, {System}, {Runtime}{(LoadBefore is { } load ? $"; load of the machine before the run: {load:N1}" : "")}");

    private static string ProcessorName() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Of the last minute; a busy machine explains a slow figure.</summary>
    private static double? LoadAverage() =>
        File.Exists("/proc/loadavg") && double.TryParse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture, out var load) ? load : null;
}
