using CareIdentity.Kernel;

namespace CareIdentity.Requests;

/// <summary>Every way in which this room says no.</summary>
public static class RequestRefusals
{
    public static readonly Refusal NotFound = new("request.not-found", "There is no such request, or it is not yours to see.")
    {
        Why = "A request is shown to the person who raised it and to those who may decide it.",
    };

    public static readonly Refusal OwnRequest = new("request.own-request", "You raised this request, so you cannot decide it.")
    {
        Why = "Nobody approves or completes a request that they raised.",
        Next = "Ask a colleague of the Registration Authority.",
    };

    public static readonly Refusal DecidedByRequester = new("request.decided-by-requester", "A request is never decided by the person who raised it.");

    public static readonly Refusal LockedByAnother = new("request.locked", "Somebody else is looking at this request.")
    {
        Why = "A request is locked to its reader for 15 minutes so that two people do not decide it at once.",
        Next = "Wait until they leave it, or speak to them.",
    };

    public static readonly Refusal ReasonMissing = new("request.reason-missing", "Say why you reject the request; the sponsor will read it.") { Field = "Reason" };

    public static readonly Refusal NotYoursToWithdraw = new("request.not-yours", "Only the person who raised a request can withdraw it.");

    public static readonly Refusal StillWaiting = new("request.waits-for-registration", "The person is not registered yet.")
    {
        Why = "The position can be given once an ID checker has verified their identity.",
        Next = "Wait for the request to create their profile to be accepted.",
    };

    public static readonly Refusal WrongKind = new("request.wrong-kind", "This request asks for something else.");

    public static readonly Refusal NoteMissing = new("request.note-missing", "Say why the person needs this.") { Field = "Note" };

    public static readonly Refusal AlreadyAsked = new("request.already-open", "There is already an open request for this position and this person.")
    {
        Next = "Look at it under Requests.",
    };

    public static Refusal AlreadyDecided(RequestReference reference, RequestState state) =>
        new("request.already-decided", $"Request {reference} was already {state.ToString().ToLowerInvariant()}.") { Next = "Nothing was changed by this action." };
}
