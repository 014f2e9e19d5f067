using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Requests;

public enum RequestKind
{
    CreateProfile,
    AssignPosition,
}

/// <summary>decisions.md §4: Open, then one of the others for good.</summary>
public enum RequestState
{
    Open,
    Accepted,
    Rejected,
    Withdrawn,
}

/// <summary>What a sponsor asks for. Accepting carries out the change in the same commit.</summary>
internal sealed class AccessRequest : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>What people quote on the telephone: <c>R-7K3M-92QX</c>.</summary>
    public required RequestReference Reference { get; init; }

    public required RequestKind Kind { get; init; }

    public Guid Version { get; set; }

    public RequestState State { get; private set; }

    public required OdsCode Organisation { get; init; }

    /// <summary>Who it is about; null until a person to be registered exists.</summary>
    public Guid? SubjectId { get; private set; }

    /// <summary>Name of the person as asked for, for lists.</summary>
    public required string SubjectName { get; init; }

    public required Guid RaisedBy { get; init; }

    public required DutySide RaisedBySide { get; init; }

    public required string RaisedAs { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Why it is needed, in the sponsor's words.</summary>
    public required string Note { get; init; }

    /// <summary>For <see cref="RequestKind.CreateProfile"/>: the person as the sponsor knows them, as JSON of <see cref="PersonalDetails"/>.</summary>
    public string? Details { get; init; }

    public Guid? PositionId { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>The request that must be accepted first: a position waits for the person's registration.</summary>
    public Guid? WaitsFor { get; init; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecisionReason { get; private set; }

    /// <summary>Who is looking at it, until when; others can read but not decide.</summary>
    public Guid? LockedBy { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public Refusal? Accept(Guid by, DateTimeOffset at)
    {
        if (MayDecide(by, at) is { } refusal)
        {
            return refusal;
        }

        Decide(RequestState.Accepted, by, at, null);
        return null;
    }

    public Refusal? Reject(Guid by, DateTimeOffset at, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RequestRefusals.ReasonMissing;
        }

        if (MayDecide(by, at) is { } refusal)
        {
            return refusal;
        }

        Decide(RequestState.Rejected, by, at, reason.Trim());
        return null;
    }

    public Refusal? Withdraw(Guid by, DateTimeOffset at, string reason)
    {
        if (by != RaisedBy)
        {
            return RequestRefusals.NotYoursToWithdraw;
        }

        if (State is not RequestState.Open)
        {
            return RequestRefusals.AlreadyDecided(Reference, State);
        }

        State = RequestState.Withdrawn;
        (DecidedAt, DecisionReason, LockedBy, LockedUntil) = (at, reason, null, null);
        return null;
    }

    /// <summary>The registration that it waited for was accepted, and this is the profile.</summary>
    public void IsAbout(Guid profileId) => SubjectId = profileId;

    /// <summary>The registration that it waited for was rejected or withdrawn, and takes this one with it.</summary>
    public void FollowInto(RequestState state, Guid? by, DateTimeOffset at, string reason) => Decide(state, by, at, reason);

    public Refusal? MayDecide(Guid by, DateTimeOffset at)
    {
        if (State is not RequestState.Open)
        {
            return RequestRefusals.AlreadyDecided(Reference, State);
        }

        if (by == RaisedBy)
        {
            return RequestRefusals.OwnRequest;
        }

        return LockedBy is { } holder && holder != by && LockedUntil > at ? RequestRefusals.LockedByAnother : null;
    }

    private void Decide(RequestState state, Guid? by, DateTimeOffset at, string? reason)
    {
        State = state;
        (DecidedBy, DecidedAt, DecisionReason) = (by, at, reason);
        (LockedBy, LockedUntil) = (null, null);
    }
}
