using CareIdentity.Testing;
using Xunit;

namespace CareIdentity.Tests.Testing;

public sealed class ManualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 11, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void It_stands_still_until_told_to_move_and_never_goes_back()
    {
        var clock = new ManualClock(Start);
        Assert.Equal(Start, clock.GetUtcNow());

        clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(Start.AddHours(2), clock.GetUtcNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(Start));
    }

    [Fact]
    public void Timers_fire_in_the_order_they_fall_due_and_see_that_time()
    {
        var clock = new ManualClock(Start);
        List<string> seen = [];
        using var late = clock.CreateTimer(_ => seen.Add($"late {clock.GetUtcNow() - Start}"), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => seen.Add($"often {clock.GetUtcNow() - Start}"), null, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));

        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(["often 00:02:00", "late 00:03:00", "often 00:04:00"], seen);
        Assert.Equal(Start.AddMinutes(5), clock.GetUtcNow());
    }

    [Fact]
    public void A_timer_may_stop_itself_and_start_another()
    {
        var clock = new ManualClock(Start);
        var second = false;
        ITimer? timer = null;
        timer = clock.CreateTimer(
            _ =>
            {
                timer!.Dispose();
                clock.CreateTimer(_ => second = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1));

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(second);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public async Task Delays_and_time_limits_follow_it()
    {
        var clock = new ManualClock(Start);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(15), clock);
        var delay = Task.Delay(TimeSpan.FromMinutes(10), clock, TestContext.Current.CancellationToken);
        var began = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromMinutes(15));

        await delay;
        Assert.True(limit.IsCancellationRequested);
        Assert.Equal(TimeSpan.FromMinutes(15), clock.GetElapsedTime(began));
    }
}
