using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Smartcards;

public enum CardOperationKind
{
    Issue,

    /// <summary>Issued with a passcode that nobody knows and all tries used up: it can travel by post.</summary>
    IssueLocked,
    Unlock,

    /// <summary>The holder knows the old passcode and chooses another.</summary>
    ChangePasscode,

    /// <summary>New keys and certificates before, or with the RA after, the old ones end.</summary>
    Renew,

    /// <summary>New keys and certificates on a card that is not in order.</summary>
    Repair,

    /// <summary>Emptied, to be given to somebody else.</summary>
    Clear,

    /// <summary>A card that is cancelled in the register and still there is emptied and locked.</summary>
    Cancel,
}

public enum CardOperationState
{
    /// <summary>Allowed; the workstation has not called yet.</summary>
    Planned,
    Running,

    /// <summary>Power, card, reader or network went. The card may hold a part of it; it can be continued.</summary>
    Interrupted,

    /// <summary>Stopped for good; what it had begun was undone in the register.</summary>
    Abandoned,
    Done,
}

/// <summary>
/// One piece of work on one card: who started it for whom, as what, and how far it came. Guarantees: a step is recorded before
/// its first command is sent; nothing that it makes is active before it is done.
/// </summary>
[Housekeeping("The plan of some work and how far it came; that it was allowed, stopped and finished is recorded by the verbs.")]
internal sealed class CardOperation : IVersioned
{
    public required Guid Id { get; init; }

    public required CardOperationKind Kind { get; init; }

    public required Guid ProfileId { get; init; }

    /// <summary>Known beforehand for an issued card; for an issue, read from the blank card in the reader.</summary>
    public Guid? SmartcardId { get; private set; }

    public required string ReasonText { get; init; }

    public string? Evidence { get; init; }

    /// <summary>Why the person gets this card beside another one.</summary>
    public string? BesideAnother { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public Guid Version { get; set; }

    public CardOperationState State { get; private set; } = CardOperationState.Planned;

    /// <summary>Who works on it now: whoever continued it last. Null only for what the service itself sets up.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>The agent's side for an issue or a repair, so that the database refuses a sponsor even here; null for what a sponsor may do.</summary>
    public DutySide? ActorSide { get; private set; }

    public string ActorName { get; private set; } = "";

    public string ActingAs { get; private set; } = "";

    public Guid? AssignmentId { get; private set; }

    public Guid? AccessProfileId { get; private set; }

    public OdsCode? Organisation { get; private set; }

    public int AssuranceLevel { get; private set; }

    public Guid? SessionId { get; private set; }

    public string CorrelationId { get; private set; } = "";

    /// <summary>Counts the runs: a continued operation begins a new one.</summary>
    public int Attempt { get; private set; }

    /// <summary>A running one is given up for interrupted after this time: its node may be gone. Moved on with every step.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>SHA-256 of the one-time ticket that the workstation shows.</summary>
    public byte[]? TicketHash { get; private set; }

    public DateTimeOffset? TicketExpiresAt { get; private set; }

    public DateTimeOffset? TicketRedeemedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The refusal that ended the last run, by its stable code and in words.</summary>
    public string? TroubleCode { get; private set; }

    public string? Trouble { get; private set; }

    public Reason Reason => new(ReasonText) { Evidence = Evidence };

    public bool IsIssue => Kind is CardOperationKind.Issue or CardOperationKind.IssueLocked;

    /// <summary>Work of the agent's side of the duty ledger: it makes certificates for somebody on the word of the Registration Authority.</summary>
    public bool IsAgentsWork => IsIssue || Kind is CardOperationKind.Repair;

    /// <summary>Work that holders may do on their own cards.</summary>
    public static bool IsSelfService(CardOperationKind kind) => kind is CardOperationKind.ChangePasscode or CardOperationKind.Renew;

    /// <summary>Done by the holder, not with help.</summary>
    public bool IsOwn => ActorId == ProfileId;

    /// <summary>Makes the card over: whatever other work on it was left unfinished ends with it.</summary>
    public bool TakesOver => Kind is not (CardOperationKind.Unlock or CardOperationKind.ChangePasscode);

    public bool IsRunning(DateTimeOffset now) => State is CardOperationState.Running && LeaseUntil > now;

    public bool IsOver => State is CardOperationState.Done or CardOperationState.Abandoned;

    /// <summary>A fresh ticket for this actor; any earlier one is worthless from now on.</summary>
    public void Admit(Actor actor, byte[] ticketHash, DateTimeOffset expires)
    {
        (ActorId, ActorName) = (actor.IsService ? null : actor.ProfileId, actor.Name);
        ActorSide = IsAgentsWork && !actor.IsService ? DutySide.Agent : null;
        (ActingAs, AssignmentId, AccessProfileId) = (actor.ActingAs, actor.AssignmentId, actor.AccessProfileId);
        (Organisation, AssuranceLevel) = (actor.Organisation, actor.AssuranceLevel);
        (SessionId, CorrelationId) = (actor.SessionId, actor.CorrelationId);
        (TicketHash, TicketExpiresAt, TicketRedeemedAt) = (ticketHash, expires, null);
        State = Attempt == 0 ? CardOperationState.Planned : CardOperationState.Interrupted;
    }

    public Actor ToActor() => new()
    {
        ProfileId = ActorId ?? Guid.Empty,
        Name = ActorName,
        ActingAs = ActingAs,
        AssignmentId = AssignmentId,
        AccessProfileId = AccessProfileId,
        Organisation = Organisation,
        AssuranceLevel = AssuranceLevel,
        SessionId = SessionId,
        CorrelationId = CorrelationId,
    };

    public void ForCard(Guid smartcardId) => SmartcardId = smartcardId;

    public void Interrupt(Refusal trouble) =>
        (State, TroubleCode, Trouble) = (CardOperationState.Interrupted, trouble.Code, trouble.Message);

    public void Abandon(DateTimeOffset at) => (State, EndedAt) = (CardOperationState.Abandoned, at);

    public void Finish(DateTimeOffset at) => (State, EndedAt, TroubleCode, Trouble) = (CardOperationState.Done, at, null, null);
}

/// <summary>The journal: one row for each step of each run, written before its first command is sent.</summary>
[Housekeeping("Says how far an operation came; what it decides is recorded when it starts, stops and ends.")]
internal sealed class CardOperationStep
{
    public required Guid OperationId { get; init; }

    public required int Attempt { get; init; }

    public required int Number { get; init; }

    public required CardStep Step { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }
}
