using CareIdentity.Kernel;

namespace CareIdentity.Requests;

/// <summary>Every way in which this room says no.</summary>
public static class RequestRefusals
{
    public static readonly Refusal NotFound = new("request.not-found", "There is no such request, or it is not yours to see.")
    {
        Why = "A request is shown to the person who raised it and to those who may decide it.",
    };

    public static readonly Refusal DraftChanged = new("request.draft-changed", "Your answers were changed in another window since you read this page.")
    {
        Why = "Only what you have seen is sent.",
        Next = "Read them again: they are shown below as they are now. If they are somebody else's, go back and change them.",
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

    public static readonly Refusal AskedForAlready = new("request.asked-for-already", "This was asked for already and is not decided yet.")
    {
        Next = "Look at it under Requests; add a comment to it if something is missing.",
    };

    public static readonly Refusal NeedMissing = new("request.need-missing", "Say why the card must be replaced.") { Field = "Need" };

    public static Refusal AlreadyDecided(RequestReference reference, RequestState state) =>
        new("request.already-decided", $"Request {reference} was already {state.ToString().ToLowerInvariant()}.") { Next = "Nothing was changed by this action." };

    public static readonly Refusal SentBack = new("request.sent-back", "This request is back with the person who raised it.")
    {
        Why = "Something more is needed from them; what it says may still change.",
        Next = "It appears again under Requests when they have sent it again.",
    };

    public static readonly Refusal NeededMissing = new("request.needed-missing", "Say what is needed; the sponsor will read it.") { Field = "Reason" };

    public static readonly Refusal NotSentBack = new("request.not-sent-back", "This request is not with you to complete.")
    {
        Why = "A request is changed only after it was sent back, so that nobody decides something else than what they read.",
        Next = "Add a comment, or withdraw it and ask again.",
    };

    public static readonly Refusal NotYoursToChange = new("request.not-yours-to-change", "Only the person who raised a request can complete it.")
    {
        Why = "Who asks and who decides must stay two people, whatever is changed in between.",
        Next = "Ask them, or raise a request of your own.",
    };

    public static readonly Refusal AnswerMissing = new("request.answer-missing", "Say what you completed or changed; the Registration Authority will read it.") { Field = "Answer" };

    public static readonly Refusal CommentMissing = new("request.comment-missing", "Write a comment.") { Field = "Comment" };

    public static readonly Refusal TooLong = new("request.too-long", "Use 1,000 characters or fewer.");

    public static readonly Refusal WithAColleague = new("request.with-a-colleague", "A colleague has this request.")
    {
        Why = "It was given to one person so that two do not work on it.",
        Next = "Speak to them, or take it over: the history shows that you did.",
    };

    public static readonly Refusal HandingOnUnexplained = new("request.handing-on-unexplained", "Say why, for whoever decides it next.") { Field = "Reason" };

    public static readonly Refusal AlreadyNational = new("request.already-national", "This request is with the national Registration Authority already.");

    public static readonly Refusal NotNational = new("request.not-national", "This request is not with the national Registration Authority.");

    public static readonly Refusal ColleagueCannotDecide = new("request.colleague-cannot-decide", "This colleague cannot decide the request.")
    {
        Why = "It takes a role that may decide it, and somebody who neither raised it nor asked for access for the same person.",
        Next = "Choose one of the people listed, or give it back to everybody.",
        Field = "Colleague",
    };

    public static readonly Refusal AttachmentMissing = new("request.attachment-missing", "Choose a file, then attach it.") { Field = "Upload" };

    public static readonly Refusal AttachmentTooLarge = new("request.attachment-too-large", "The file is larger than 5 MB.") { Next = "Take the picture smaller, or attach the part that matters.", Field = "Upload" };

    public static readonly Refusal AttachmentKind = new("request.attachment-kind", "Attach a picture (JPEG or PNG) or a plain text.")
    {
        Why = "Other files can hold programs that run when they are opened.",
        Next = "Take a picture of the page, or save it as PNG.",
        Field = "Upload",
    };

    public static readonly Refusal AttachedAlready = new("request.attached-already", "This file is attached already.") { Field = "Upload" };

    public static readonly Refusal TooManyAttachments = new("request.too-many-attachments", $"A request has at most {AttachToRequest.Most} attachments.") { Field = "Upload" };

    public static readonly Refusal NotSafeTogether = new("request.not-safe-together", "This request is decided on its own page.")
    {
        Why = "Only what nothing speaks against is accepted together with others.",
        Next = "Open it and read what is said there.",
    };

    public static readonly Refusal NothingChosen = new("request.nothing-chosen", "Select at least one request.") { Field = "Chosen" };

    public static readonly Refusal TooManyTogether = new("request.too-many-together", $"At most {ManyRequests.Most} requests are accepted at once.") { Field = "Chosen" };
}
