namespace CareIdentity.Bench.Measuring;

/// <summary>Something to be measured: prepares its round outside the clock, then runs it.</summary>
internal sealed record Workload(string Name, Func<CancellationToken, Task<Sample>> RunAsync);
