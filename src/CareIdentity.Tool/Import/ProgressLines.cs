using System.Globalization;
using CareIdentity.Importing;

namespace CareIdentity.Tool.Import;

/// <summary>A line of progress at most every two seconds: enough to see that it goes on, also in a log.</summary>
internal sealed class ProgressLines(string what) : IProgress<ImportProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private long last = TimeProvider.System.GetTimestamp();

    public void Report(ImportProgress value)
    {
        if (TimeProvider.System.GetElapsedTime(last) >= Pause && value.Done < value.Total)
        {
            last = TimeProvider.System.GetTimestamp();
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Done:N0} of {value.Total:N0} {what} ..."));
        }
    }
}
