using System.Threading.RateLimiting;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>
/// How fast one network address may try links and codes, and one application may change what is answered. Kept in the memory of this node and nowhere else; what all nodes together take for
/// one application (codes sent, tries of a code) is bounded in the database.
/// </summary>
public sealed class ApplicantPace : IDisposable
{
    /// <summary>A training room or a hospital is one address.</summary>
    public const int Most = 60;

    /// <summary>Of one application: far more than anybody answers, and few pictures for a machine that sends them for hours.</summary>
    public const int MostAnswers = 120;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = Most, Window = TimeSpan.FromMinutes(10) }));

    private readonly PartitionedRateLimiter<Guid> answers = PartitionedRateLimiter.Create<Guid, Guid>(application =>
        RateLimitPartition.GetFixedWindowLimiter(application, _ => new FixedWindowRateLimiterOptions { PermitLimit = MostAnswers, Window = TimeSpan.FromMinutes(10) }));

    public bool MayTry(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        return lease.IsAcquired;
    }

    public bool MayAnswer(Guid application)
    {
        using var lease = answers.AttemptAcquire(application);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        limiter.Dispose();
        answers.Dispose();
    }
}
