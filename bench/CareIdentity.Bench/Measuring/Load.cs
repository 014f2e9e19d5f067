using System.Diagnostics;

namespace CareIdentity.Bench.Measuring;

/// <summary>Clients who all begin at once and each do one thing after the other.</summary>
internal static class Load
{
    public static async Task<Sample> RunAsync(int clients, int operations, Func<int, int, Task> operation)
    {
        var times = new double[clients * operations];
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            await begin.Task;
            for (var i = 0; i < operations; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await operation(client, i);
                times[(client * operations) + i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        })).ToArray();

        var begun = Stopwatch.GetTimestamp();
        begin.SetResult();
        await Task.WhenAll(all);
        return new Sample(times.Length, Stopwatch.GetElapsedTime(begun), times);
    }
}
