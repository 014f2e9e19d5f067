namespace CareIdentity.Testing;

/// <summary>A clock that stands still until it is told to move; timers fire, in the order they fall due, while it moves.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start.ToUniversalTime();

    /// <summary>A Wednesday morning at work.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 3, 11, 9, 30, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        MoveTo(GetUtcNow() + by);
    }

    /// <summary>Each callback sees the time at which it fell due. Callbacks run outside the lock: they may start and stop timers.</summary>
    public void MoveTo(DateTimeOffset at)
    {
        while (NextDue(at) is { } fire)
        {
            fire();
        }
    }

    private Action? NextDue(DateTimeOffset at)
    {
        lock (gate)
        {
            if (at < now)
            {
                throw new ArgumentOutOfRangeException(nameof(at), at, "This clock does not go back.");
            }

            var due = timers.Where(timer => timer.DueAt <= at).MinBy(timer => timer.DueAt);
            now = due?.DueAt > now ? due.DueAt.Value : due is null ? at : now;
            return due?.Fire();
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        private TimeSpan period;
        private bool disposed;

        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed)
                {
                    return false;
                }

                this.period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                if (!clock.timers.Contains(this))
                {
                    clock.timers.Add(this);
                }

                return true;
            }
        }

        /// <summary>Called under the clock's lock; what it gives back is called outside.</summary>
        public Action Fire()
        {
            DueAt = period > TimeSpan.Zero ? DueAt + period : null;
            return callback;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                DueAt = null;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
