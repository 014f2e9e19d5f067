using CareIdentity.Web.Hosting;
using Xunit;

namespace CareIdentity.Web.Tests.Hosting;

public sealed class WorkBeginsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_by_the_clock_waits_until_the_service_has_answered()
    {
        var begins = new WorkBegins();
        var waiting = begins.WaitAsync(Ct);
        Assert.False(waiting.IsCompleted);

        await begins.BeginAsync(isServing: true, Ct);

        await waiting;
    }

    /// <summary>It ends, too, and waits for nobody.</summary>
    [Fact]
    public async Task A_service_that_is_told_to_stop_within_the_first_second_stops()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await new WorkBegins().BeginAsync(isServing: true, stopping.Token);
    }
}
