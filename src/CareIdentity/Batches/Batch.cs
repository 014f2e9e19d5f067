using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Batches;

public enum BatchKind
{
    /// <summary>A sponsor asks for new people to be registered.</summary>
    Create,

    /// <summary>Positions are given.</summary>
    Assign,

    /// <summary>Positions end, at once or on a day.</summary>
    End,

    /// <summary>What is known of people changes.</summary>
    Change,

    /// <summary>Profiles are closed with everything that lets people in.</summary>
    Close,

    /// <summary>What a staff record (HR) system says of its employees: starters, changes and leavers.</summary>
    StaffRecord,
}

public enum BatchState
{
    /// <summary>Every line is tried and taken back.</summary>
    Checking,

    /// <summary>Waits for somebody to look at what it would do, and to start it.</summary>
    Checked,
    Running,
    Paused,
    Done,
    Undoing,
    Undone,

    /// <summary>Given up before it was started.</summary>
    Withdrawn,
}

/// <summary>
/// A file of changes and how far the work on it is. Guarantees: one node works on it at a time; lines are taken in order, and how far
/// it is changes in the same commit as what the lines do.
/// </summary>
[Housekeeping("Which file, and how far it came; that it was uploaded, started, ended and undone is recorded, and each change by its own event.")]
internal sealed class Batch : IVersioned
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required BatchKind Kind { get; init; }

    public BatchState State { get; private set; } = BatchState.Checking;

    public required string FileName { get; init; }

    /// <summary>The encoding in which the file was read.</summary>
    public required string ReadAs { get; init; }

    public required string Reason { get; init; }

    public required int Lines { get; init; }

    /// <summary>Of the work that goes on: lines that it is through with. Undoing counts from the end of the file.</summary>
    public int Cursor { get; private set; }

    public int Bad { get; private set; }

    public int Done { get; private set; }

    public int Refused { get; private set; }

    public int Undone { get; private set; }

    /// <summary>From which it was uploaded: its people see it.</summary>
    public required OdsCode Organisation { get; init; }

    public required Guid UploadedBy { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public Guid? LeaseBy { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>As whom the work is done: whoever uploaded, started or undid it last.</summary>
    public Guid ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public string ActingAs { get; private set; } = "";

    public Guid? AssignmentId { get; private set; }

    public Guid? AccessProfileId { get; private set; }

    public int AssuranceLevel { get; private set; }

    public Guid? SessionId { get; private set; }

    public bool IsAtWork => State is BatchState.Checking or BatchState.Running or BatchState.Undoing;

    public void By(Actor actor)
    {
        (ActorId, ActorName, ActingAs) = (actor.ProfileId, actor.Name, actor.ActingAs);
        (AssignmentId, AccessProfileId, AssuranceLevel, SessionId) = (actor.AssignmentId, actor.AccessProfileId, actor.AssuranceLevel, actor.SessionId);
    }

    public Actor ToActor() => new()
    {
        ProfileId = ActorId,
        Name = ActorName,
        ActingAs = ActingAs,
        AssignmentId = AssignmentId,
        AccessProfileId = AccessProfileId,
        Organisation = Organisation,
        AssuranceLevel = AssuranceLevel,
        SessionId = SessionId,
        CorrelationId = $"batch-{Id:N}",
    };

    public Refusal? Start(Actor actor, DateTimeOffset at)
    {
        if (State is not (BatchState.Checked or BatchState.Paused))
        {
            return BatchRefusals.NotNow;
        }

        if (Lines == Bad)
        {
            return BatchRefusals.NothingToDo;
        }

        Cursor = State is BatchState.Checked ? 0 : Cursor;
        (State, StartedAt) = (BatchState.Running, StartedAt ?? at);
        By(actor);
        return null;
    }

    public Refusal? Pause() => Move(BatchState.Running, BatchState.Paused);

    public Refusal? Withdraw() => State is BatchState.Checking ? Move(BatchState.Checking, BatchState.Withdrawn) : Move(BatchState.Checked, BatchState.Withdrawn);

    /// <summary>Within so many days after its end, or where it was paused half-way.</summary>
    public Refusal? Undo(Actor actor, DateTimeOffset at, int days)
    {
        if (State is not (BatchState.Done or BatchState.Paused) || Done == 0)
        {
            return BatchRefusals.NotNow;
        }

        if (Kind is BatchKind.StaffRecord)
        {
            return BatchRefusals.StaffRecordStays;
        }

        if (FinishedAt is { } finished && at > finished.AddDays(days))
        {
            return BatchRefusals.TooLateToUndo(days);
        }

        (State, Cursor) = (BatchState.Undoing, 0);
        By(actor);
        return null;
    }

    public bool IsFree(Guid worker, DateTimeOffset at) => LeaseBy is null || LeaseBy == worker || LeaseUntil < at;

    public void Take(Guid worker, DateTimeOffset at) => (LeaseBy, LeaseUntil) = (worker, at + Lease);

    /// <summary>The check begins anew: what it found before a crash was never kept as a whole.</summary>
    public void CheckAnew() => (Cursor, Bad) = (0, 0);

    /// <summary>So many lines further; at the last one the work is over.</summary>
    public void Advance(int lines, int bad, int done, int refused, int undone, DateTimeOffset at)
    {
        Cursor += lines;
        (Bad, Done, Refused, Undone) = (Bad + bad, Done + done - undone, Refused + refused, Undone + undone);
        if (Cursor < Lines)
        {
            return;
        }

        (LeaseBy, LeaseUntil) = (null, null);
        State = State switch
        {
            BatchState.Checking => BatchState.Checked,
            BatchState.Running => BatchState.Done,
            _ => BatchState.Undone,
        };
        FinishedAt = State is BatchState.Done ? at : FinishedAt;
    }

    private Refusal? Move(BatchState from, BatchState to)
    {
        if (State != from)
        {
            return BatchRefusals.NotNow;
        }

        (State, LeaseBy, LeaseUntil) = (to, null, null);
        return null;
    }
}
