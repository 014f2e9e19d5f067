using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Requests;

/// <summary>The tabs of the work-list, and the parts of the first.</summary>
public enum RequestList
{
    /// <summary>Open requests that the reader may decide.</summary>
    Open,

    /// <summary>Of these, those given to the reader.</summary>
    Mine,

    /// <summary>Those given to nobody.</summary>
    Everybodys,

    /// <summary>Those that wait longer than a reply may take.</summary>
    Late,

    /// <summary>With the national Registration Authority, which alone decides them.</summary>
    National,

    /// <summary>Not open: back with who raised them.</summary>
    SentBack,

    /// <summary>The reader's own.</summary>
    Yours,

    /// <summary>Decided in the last 30 days or as far back as is asked, among those that the reader may decide.</summary>
    Closed,
}

public sealed record RequestRow(
    Guid Id,
    RequestReference Reference,
    RequestKind Kind,
    RequestState State,
    string SubjectName,
    OdsCode Organisation,
    string OrganisationName,
    string RaisedBy,
    DateTimeOffset RaisedAt,
    bool Waits,
    string? LockedBy,
    DateOnly CountsFrom,
    DateTimeOffset? DecidedAt,
    string? AssignedTo,
    bool National)
{
    public RequestSource Source { get; init; }

    /// <summary>Null while the person is not registered.</summary>
    public UserUuid? SubjectUuid { get; init; }
}

/// <param name="Total">Counted as far as <see cref="RequestQueries.MostListed"/>.</param>
public sealed record RequestPage(IReadOnlyList<RequestRow> Rows, int Total);

/// <summary>Another undecided request about the same person.</summary>
public sealed record OtherRequest(RequestReference Reference, RequestKind Kind, RequestState State, string? PositionName, OdsCode Organisation);

/// <summary>Open ones that the reader may decide, and of the reader's own those that they are asked to complete.</summary>
public sealed record WaitingRequests(int Open, int Late, int Mine, int ToComplete);

public sealed record RequestCounts(int Open, int Yours, int Closed)
{
    public int Mine { get; init; }

    public int Everybodys { get; init; }

    public int Late { get; init; }

    public int SentBack { get; init; }

    public int National { get; init; }

    /// <summary>Of the reader's own, those that they are asked to complete.</summary>
    public int ToComplete { get; init; }
}

/// <summary>Everything needed to decide.</summary>
public sealed record RequestView(
    Guid Id,
    RequestReference Reference,
    RequestKind Kind,
    RequestState State,
    OdsCode Organisation,
    string OrganisationName,
    Guid? SubjectId,
    UserUuid? SubjectUuid,
    string SubjectName,
    Guid RaisedById,
    string RaisedBy,
    string RaisedAs,
    DateTimeOffset RaisedAt,
    string Note,
    PersonalDetails? Person,
    Guid? PositionId,
    string? PositionName,
    DateOnly? StartsOn,
    DateOnly? ExpiresOn,
    RequestReference? WaitsFor,
    bool Waits,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? DecisionReason,
    DateOnly CountsFrom,
    int Round,
    Guid? AssignedToId,
    string? AssignedTo,
    DateTimeOffset? EscalatedAt)
{
    public RequestSource Source { get; init; }

    public RaFunction FunctionToDecide => RequestRules.FunctionToDecide(Kind, EscalatedAt is not null);

    public RequestKindRow Row => RequestKinds.Of(Kind);

    /// <summary>Of details: each as it was when it was asked for, and as it shall be.</summary>
    public IReadOnlyList<DetailsChange> Changes { get; init; } = [];

    /// <summary>The position held that shall end on another day or be taken away.</summary>
    public Guid? AssignmentId { get; init; }

    /// <summary>Why a card shall be replaced.</summary>
    public CardNeed? Need { get; init; }
}
