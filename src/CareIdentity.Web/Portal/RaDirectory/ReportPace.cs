using System.Threading.RateLimiting;

namespace CareIdentity.Web.Portal.RaDirectory;

/// <summary>
/// How fast one network address may report entries as wrong. Kept in the memory of this node and nowhere else, because addresses of readers
/// are nobody's business; what all nodes together take for an entry is bounded in the database.
/// </summary>
public sealed class ReportPace : IDisposable
{
    public const int Most = 5;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = Most, Window = TimeSpan.FromMinutes(10) }));

    public bool MayReport(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
