namespace CareIdentity.Web.TrainingDesk.Population;

/// <summary>A clock that stands where it is put: the training world gets a past by doing the real work on past days.</summary>
internal sealed class PastClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now = Now.AddMilliseconds(7);
}
