using CareIdentity.Requests;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>Requests in words and colours.</summary>
internal static class RequestWords
{
    public static string Kind(RequestKind kind) => kind switch
    {
        RequestKind.CreateProfile => "Create a profile",
        RequestKind.AssignPosition => "Assign a position",
        _ => kind.ToString(),
    };

    public static StateView State(RequestRow request) => request switch
    {
        { State: RequestState.Open, LockedBy: { } reader } => StateView.Soon($"Open, {reader} is looking at it"),
        { State: RequestState.Open, Waits: true } => StateView.Neutral("Waits for the profile"),
        _ => State(request.State),
    };

    public static StateView State(RequestState state) => state switch
    {
        RequestState.Open => StateView.Waiting("Open"),
        RequestState.Accepted => StateView.Good("Accepted"),
        RequestState.Rejected => StateView.Stopped("Rejected"),
        _ => StateView.Ended("Withdrawn"),
    };
}
