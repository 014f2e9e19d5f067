using System.Diagnostics;

namespace CareIdentity.Bench.Pki;

/// <summary>By how much this process grows at most while something is done; looked at every few milliseconds.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly long before;
    private readonly Task<long> watching;

    private PeakMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        before = Now();
        watching = Task.Run(WatchAsync);
    }

    public static PeakMemory Begin() => new();

    public double EndMB()
    {
        ended.Cancel();
        var most = Math.Max(watching.Result, Now());
        return (most - before) / (1024.0 * 1024);
    }

    public void Dispose() => ended.Dispose();

    private static long Now()
    {
        using var own = Process.GetCurrentProcess();
        return own.WorkingSet64;
    }

    private async Task<long> WatchAsync()
    {
        var most = 0L;
        while (!ended.IsCancellationRequested)
        {
            most = Math.Max(most, Now());
            await Task.Delay(5);
        }

        return most;
    }
}
