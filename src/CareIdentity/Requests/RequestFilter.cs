namespace CareIdentity.Requests;

/// <summary>How far back a list of closed requests reaches.</summary>
public enum ClosedWithin
{
    /// <summary>The days for which closed requests are listed (decisions.md §3).</summary>
    Days,

    Year,

    /// <summary>However long ago; then the newest stand first, whatever else is asked: history is never sorted as a whole.</summary>
    Ever,
}

/// <summary>By what a list of requests is ordered.</summary>
public enum RequestOrder
{
    /// <summary>How long it waits; of one's own, when it was raised; of closed ones, when it was decided.</summary>
    Age,

    Kind,
    Organisation,
}

/// <summary>What of a list of requests is shown, and in which order.</summary>
public sealed record RequestFilter
{
    /// <summary>The whole list in its own order.</summary>
    public static readonly RequestFilter None = new();

    /// <summary>Only those; null: every kind.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>A reference, a UUID, an ODS code, or words of the name; null: all.</summary>
    public string? Text { get; init; }

    /// <summary>Only of <see cref="RequestList.Closed"/>.</summary>
    public ClosedWithin Closed { get; init; }

    public RequestOrder Order { get; init; }

    /// <summary>Null: as the list is read first, the longest waiting or the newest on top.</summary>
    public bool? Descending { get; init; }
}
