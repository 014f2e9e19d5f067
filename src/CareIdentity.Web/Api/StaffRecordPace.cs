using System.Threading.RateLimiting;

namespace CareIdentity.Web.Api;

/// <summary>How fast a client of the staff record interface may send, and how often an address may be wrong about a secret. In the memory of this node.</summary>
public sealed class StaffRecordPace : IDisposable
{
    public const int RecordsAMinute = 600;
    public const int WrongSecrets = 10;

    private readonly PartitionedRateLimiter<Guid> records = PartitionedRateLimiter.Create<Guid, Guid>(source =>
        RateLimitPartition.GetFixedWindowLimiter(source, _ => new FixedWindowRateLimiterOptions { PermitLimit = RecordsAMinute, Window = TimeSpan.FromMinutes(1) }));

    private readonly PartitionedRateLimiter<string> wrong = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = WrongSecrets, Window = TimeSpan.FromMinutes(10) }));

    public bool MaySend(Guid source)
    {
        using var lease = records.AttemptAcquire(source);
        return lease.IsAcquired;
    }

    /// <summary>Whether this address may still try a secret.</summary>
    public bool MayTry(HttpContext http) => wrong.GetStatistics(AddressOf(http)) is not { CurrentAvailablePermits: <= 0 };

    public void WasWrong(HttpContext http) => wrong.AttemptAcquire(AddressOf(http)).Dispose();

    public void Dispose()
    {
        records.Dispose();
        wrong.Dispose();
    }

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
