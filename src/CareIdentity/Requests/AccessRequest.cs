using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Search;

namespace CareIdentity.Requests;

public enum RequestKind
{
    CreateProfile,
    AssignPosition,
    ChangeDetails,
    CloseProfile,
    ReopenProfile,
    ChangeAssignment,
    RemoveAssignment,
    IssueCard,
    ReplaceCard,
}

/// <summary>decisions.md §4: Open, then one of the others; for good, unless it was sent back to the requester, who may send it again.</summary>
public enum RequestState
{
    Open,
    Accepted,
    Rejected,
    Withdrawn,

    /// <summary>With the requester, who is asked for something; nobody decides it meanwhile.</summary>
    Returned,
}

/// <summary>Where a request comes from: shown with it, and asked for in reports.</summary>
public enum RequestSource
{
    /// <summary>A sponsor asked here, on a page or with a file.</summary>
    Portal,

    /// <summary>A staff record (HR) system, by a mapping of positions that a sponsor approved; that sponsor is who raised it.</summary>
    StaffRecord,

    /// <summary>An invitation to apply for a Care ID; whoever invited, or the sponsor named then, is who raised it.</summary>
    Application,
}

/// <summary>What a sponsor asks for. Accepting carries out the change in the same commit.</summary>
internal sealed class AccessRequest : IVersioned
{
    private string subjectName = "";

    public required Guid Id { get; init; }

    /// <summary>What people quote on the telephone: <c>R-7K3M-92QX</c>.</summary>
    public required RequestReference Reference { get; init; }

    public required RequestKind Kind { get; init; }

    public RequestSource Source { get; init; }

    public Guid Version { get; set; }

    public RequestState State { get; private set; }

    public required OdsCode Organisation { get; init; }

    /// <summary>Who it is about; null until a person to be registered exists.</summary>
    public Guid? SubjectId { get; private set; }

    /// <summary>Name of the person as asked for, for lists.</summary>
    public required string SubjectName
    {
        get => subjectName;
        set => (subjectName, SubjectWords) = (value, NameText.Joined(value));
    }

    /// <summary>The same as names are compared: who is not registered yet is found by it.</summary>
    public string SubjectWords { get; private set; } = "";

    /// <summary>Changes only with a merge of two profiles.</summary>
    public required Guid RaisedBy { get; set; }

    public required DutySide RaisedBySide { get; init; }

    public required string RaisedAs { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The day from which working days are counted: that of <see cref="RaisedAt"/>, and later by what it was back with the requester.</summary>
    public required DateOnly CountsFrom { get; set; }

    /// <summary>How often it came back; a decision is made on the round that was read.</summary>
    public int Round { get; private set; }

    /// <summary>Why it is needed, in the sponsor's words.</summary>
    public required string Note { get; set; }

    /// <summary>
    /// For <see cref="RequestKind.CreateProfile"/>: the person as the sponsor knows them, as JSON of <see cref="PersonalDetails"/>. For
    /// <see cref="RequestKind.ChangeDetails"/>: each <see cref="DetailsChange"/>. For <see cref="RequestKind.ReplaceCard"/>: why, a <see cref="CardNeed"/>.
    /// </summary>
    public string? Details { get; set; }

    public Guid? PositionId { get; init; }

    /// <summary>The position held that shall end on another day or be taken away.</summary>
    public Guid? AssignmentId { get; init; }

    public DateOnly? StartsOn { get; set; }

    public DateOnly? ExpiresOn { get; set; }

    /// <summary>The request that must be accepted first: a position waits for the person's registration.</summary>
    public Guid? WaitsFor { get; init; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecisionReason { get; private set; }

    /// <summary>Since when it is with the national Registration Authority; null: with its own.</summary>
    public DateTimeOffset? EscalatedAt { get; private set; }

    /// <summary>The colleague who has it; null: everybody who may decide it.</summary>
    public Guid? AssignedTo { get; private set; }

    /// <summary>When those who decide it were told that it waits longer than a reply may take: once.</summary>
    public DateTimeOffset? LateToldAt { get; private set; }

    /// <summary>Who is looking at it, until when; others can read but not decide.</summary>
    public Guid? LockedBy { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public RaFunction FunctionToDecide => RequestRules.FunctionToDecide(Kind, EscalatedAt is not null);

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
        if ((RequestRules.CheckWords(reason, RequestRefusals.ReasonMissing) ?? MayDecide(by, at)) is { } refusal)
        {
            return refusal;
        }

        Decide(RequestState.Rejected, by, at, reason.Trim());
        return null;
    }

    /// <summary>Back to the requester, who reads what is needed. The clock stops.</summary>
    public Refusal? SendBack(Guid by, DateTimeOffset at, string needed)
    {
        if ((RequestRules.CheckWords(needed, RequestRefusals.NeededMissing) ?? MayDecide(by, at)) is { } refusal)
        {
            return refusal;
        }

        if (WaitsFor is not null && SubjectId is null)
        {
            return RequestRefusals.StillWaiting;
        }

        Decide(RequestState.Returned, by, at, needed.Trim());
        return null;
    }

    /// <summary>Open again, still raised by the same person. The clock goes on where it stopped.</summary>
    public Refusal? Resubmit(Guid by, DateTimeOffset at)
    {
        if (by != RaisedBy)
        {
            return RequestRefusals.NotYoursToChange;
        }

        if (State is not RequestState.Returned || DecidedAt is not { } stopped)
        {
            return RequestRefusals.NotSentBack;
        }

        var waited = RequestRules.WorkingDaysWaited(CountsFrom, ClockDates.OnDay(stopped));
        CountsFrom = RequestRules.DayThatWaited(waited, ClockDates.OnDay(at));
        Round++;
        State = RequestState.Open;
        (DecidedBy, DecidedAt, DecisionReason) = (null, null, null);
        return null;
    }

    /// <summary>To the national Registration Authority, which alone decides it from here on or gives it back.</summary>
    public Refusal? Escalate(Guid by, DateTimeOffset at, string why) => HandOn(by, at, why, EscalatedAt is null ? null : RequestRefusals.AlreadyNational, at);

    /// <summary>From the national Registration Authority to the request's own.</summary>
    public Refusal? GiveBack(Guid by, DateTimeOffset at, string why) => HandOn(by, at, why, EscalatedAt is null ? RequestRefusals.NotNational : null, null);

    public void ToldLate(DateTimeOffset at) => LateToldAt = at;

    /// <summary>To a colleague, or with null back to everybody who may decide it. Whether the colleague may is for the verb to find out.</summary>
    public Refusal? HandOver(Guid by, DateTimeOffset at, Guid? to)
    {
        if (MayTouch(by, at) is { } refusal)
        {
            return refusal;
        }

        if (to == RaisedBy)
        {
            return RequestRefusals.ColleagueCannotDecide;
        }

        (AssignedTo, LockedBy, LockedUntil) = (to, null, null);
        return null;
    }

    /// <summary>Once it is decided nothing is added to it.</summary>
    public Refusal? MayComment() => State is RequestState.Open or RequestState.Returned ? null : RequestRefusals.AlreadyDecided(Reference, State);

    /// <summary>The colleague who had it left.</summary>
    public void BackToEverybody() => AssignedTo = null;

    /// <summary>The role of the colleague who had it ended: to another, or with null back to everybody.</summary>
    public Refusal? PassTo(Guid? successor)
    {
        if (successor is not null && (successor == RaisedBy || successor == SubjectId))
        {
            return RequestRefusals.ColleagueCannotDecide;
        }

        (AssignedTo, LockedBy, LockedUntil) = (successor, null, null);
        return null;
    }

    public Refusal? Withdraw(Guid by, DateTimeOffset at, string reason)
    {
        if (by != RaisedBy)
        {
            return RequestRefusals.NotYoursToWithdraw;
        }

        if (State is not (RequestState.Open or RequestState.Returned))
        {
            return RequestRefusals.AlreadyDecided(Reference, State);
        }

        Decide(RequestState.Withdrawn, null, at, reason);
        return null;
    }

    /// <summary>The registration that it waited for was accepted, and this is the profile.</summary>
    public void IsAbout(Guid profileId) => SubjectId = profileId;

    /// <summary>The registration that it waited for was rejected or withdrawn, and takes this one with it.</summary>
    public void FollowInto(RequestState state, Guid? by, DateTimeOffset at, string reason) => Decide(state, by, at, reason);

    public Refusal? MayDecide(Guid by, DateTimeOffset at) =>
        MayTouch(by, at) ?? (AssignedTo is { } colleague && colleague != by ? RequestRefusals.WithAColleague : null);

    private Refusal? HandOn(Guid by, DateTimeOffset at, string why, Refusal? already, DateTimeOffset? escalatedAt)
    {
        if ((RequestRules.CheckWords(why, RequestRefusals.HandingOnUnexplained) ?? MayDecide(by, at) ?? already) is { } refusal)
        {
            return refusal;
        }

        (EscalatedAt, AssignedTo, LockedBy, LockedUntil) = (escalatedAt, null, null, null);
        return null;
    }

    private Refusal? MayTouch(Guid by, DateTimeOffset at)
    {
        if (State is not RequestState.Open)
        {
            return State is RequestState.Returned ? RequestRefusals.SentBack : RequestRefusals.AlreadyDecided(Reference, State);
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
