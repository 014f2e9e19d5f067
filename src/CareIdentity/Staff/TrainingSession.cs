using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

public enum TrainingSessionState
{
    Planned,
    Held,
    Cancelled,
}

public enum PlaceState
{
    Booked,
    GivenUp,
    Attended,
    Missed,
}

/// <summary>A day on which a course is given. Never more people than places: the number taken stands in the row that every booking changes.</summary>
internal sealed class TrainingSession : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required Guid CourseId { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required int Minutes { get; init; }

    /// <summary>Where, or how to take part from afar.</summary>
    public required string Venue { get; init; }

    public required string Trainer { get; init; }

    public required int Places { get; init; }

    public int Taken { get; private set; }

    public TrainingSessionState State { get; private set; }

    public Refusal? Take(DateTimeOffset now)
    {
        if (NotAhead(now) is { } refusal)
        {
            return refusal;
        }

        if (Taken >= Places)
        {
            return TrainingRefusals.Full;
        }

        Taken++;
        return null;
    }

    public Refusal? GiveBack(DateTimeOffset now)
    {
        if (NotAhead(now) is { } refusal)
        {
            return refusal;
        }

        Taken--;
        return null;
    }

    public Refusal? Cancel(DateTimeOffset now)
    {
        if (NotAhead(now) is { } refusal)
        {
            return refusal;
        }

        State = TrainingSessionState.Cancelled;
        return null;
    }

    public Refusal? Hold(DateTimeOffset now)
    {
        if (State is not TrainingSessionState.Planned)
        {
            return TrainingRefusals.NotPlanned(State);
        }

        if (now < StartsAt)
        {
            return TrainingRefusals.NotYetBegun;
        }

        State = TrainingSessionState.Held;
        return null;
    }

    private Refusal? NotAhead(DateTimeOffset now) =>
        State is not TrainingSessionState.Planned ? TrainingRefusals.NotPlanned(State)
        : now >= StartsAt ? TrainingRefusals.Begun
        : null;
}

/// <summary>Somebody's place in a session, and what became of it.</summary>
internal sealed class TrainingPlace : IVersioned
{
    public required Guid SessionId { get; init; }

    public required Guid ProfileId { get; init; }

    public Guid Version { get; set; }

    public required PlaceState State { get; set; }

    public required DateTimeOffset BookedAt { get; set; }

    public required Guid BookedBy { get; set; }
}
