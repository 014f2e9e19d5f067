using CareIdentity.Kernel;

namespace CareIdentity.Requests;

/// <summary>What a kind of request is called, who decides it and how it is carried out: the one row to add for another kind.</summary>
/// <param name="DecidedBy">Who may do the thing may decide the request for it.</param>
/// <param name="Name">In lists: "Close a profile".</param>
/// <param name="Title">Before the name of whom it is about: "Close the profile of".</param>
/// <param name="Ask">The link that begins it: "Ask for the profile to be closed".</param>
/// <param name="Done">After it was accepted, behind the name of whom it is about; the page says the name.</param>
public sealed record RequestKindRow(RequestKind Kind, RaFunction DecidedBy, string Name, string Title, string Ask, string Done)
{
    /// <summary>Accepting it does what it asks for, by the verb that does it without a request.</summary>
    public bool AcceptedAtOnce { get; init; }

    /// <summary>It takes something away: who does it stands on no side of the person (decisions.md §2).</summary>
    public bool TakesAway { get; init; }
}

/// <summary>Every kind of request (decisions.md §4).</summary>
public static class RequestKinds
{
    public static IReadOnlyList<RequestKindRow> All { get; } =
    [
        new(RequestKind.CreateProfile, RaFunction.CreateProfile, "Create a profile", "Create a profile for", "Request a new profile", "is registered"),
        new(RequestKind.AssignPosition, RaFunction.AssignPosition, "Assign a position", "Assign a position to", "Ask for a position", "holds the position") { AcceptedAtOnce = true },
        new(RequestKind.ChangeDetails, RaFunction.ChangeDetails, "Change details", "Change details of", "Ask for details to be changed", "has the details asked for") { AcceptedAtOnce = true },
        new(RequestKind.CloseProfile, RaFunction.CloseProfile, "Close a profile", "Close the profile of", "Ask for the profile to be closed", "has no access any more; the profile is closed") { AcceptedAtOnce = true, TakesAway = true },
        new(RequestKind.ReopenProfile, RaFunction.ReopenProfile, "Reopen a profile", "Reopen the profile of", "Ask for the profile to be reopened", "has an open profile again, without any access") { AcceptedAtOnce = true },
        new(RequestKind.ChangeAssignment, RaFunction.ChangeAssignment, "Change the end of a position", "Change the end of a position of", "Ask for another last day", "has the position until the day asked for") { AcceptedAtOnce = true },
        new(RequestKind.RemoveAssignment, RaFunction.DecideRequest, "Remove a position", "Remove a position of", "Ask for the position to be removed", "no longer holds the position") { AcceptedAtOnce = true, TakesAway = true },
        new(RequestKind.IssueCard, RaFunction.IssueSmartcard, "Issue a smartcard", "Issue a smartcard to", "Ask for a smartcard", "has a smartcard"),
        new(RequestKind.ReplaceCard, RaFunction.IssueSmartcard, "Replace a smartcard", "Replace the smartcard of", "Ask for a replacement card", "has another smartcard"),
    ];

    private static readonly Dictionary<RequestKind, RequestKindRow> ByKind = All.ToDictionary(row => row.Kind);

    public static RequestKindRow Of(RequestKind kind) => ByKind[kind];

    /// <summary>Asked for, decided and carried out by one shape: everything but a new person and a new position.</summary>
    public static bool IsChange(RequestKind kind) => kind is not (RequestKind.CreateProfile or RequestKind.AssignPosition);

    public static bool IsOfCard(RequestKind kind) => kind is RequestKind.IssueCard or RequestKind.ReplaceCard;

    public static bool IsOfAssignment(RequestKind kind) => kind is RequestKind.ChangeAssignment or RequestKind.RemoveAssignment;
}
