using CareIdentity.Kernel;

namespace CareIdentity.Applications;

/// <summary>Every way in which this room says no.</summary>
public static class ApplicationRefusals
{
    public static readonly Refusal NotFound = new("application.not-found", "There is no such application, or it is not yours to see.");

    public static readonly Refusal OwnInvitation = new("application.own-invitation", "You invited or sponsored this person, so you cannot check their identity.")
    {
        Why = "The sponsor of a registration is never the person who checks the identity.",
        Next = "Ask a colleague who may check identities.",
    };

    public static readonly Refusal NotSubmitted = new("application.not-submitted", "This application is not waiting to be checked.") { Next = "Look at it again: somebody decided it, or it is with the applicant." };

    public static readonly Refusal NotWithApplicant = new("application.not-with-applicant", "This application is not with the applicant any more.") { Next = "Look at how far it is. Nothing was changed." };

    public static readonly Refusal NotWithYou = new("application.not-with-you", "You have sent your application, or it is over.") { Next = "Open your link again to see how far it is." };

    public static readonly Refusal NotInviter = new("application.not-inviter", "Only the person who invited, or the Registration Authority of the organisation, can do this.")
    {
        Next = "Ask the person who invited.",
    };

    public static readonly Refusal EmailMissing = new("application.email", "Enter the e-mail address of the person, such as asha.patel@nhs.net.") { Field = "Email" };

    public static readonly Refusal NoteMissing = new("application.note-missing", "Say why the person needs a Care ID.") { Field = "Note" };

    public static readonly Refusal SponsorMissing = new("application.sponsor-missing", "Select the sponsor who asked for the position.")
    {
        Why = "A position is asked for by a sponsor of the organisation, who is another person than the Registration Authority’s.",
        Next = "Without a sponsor, invite without a position.",
        Field = "SponsorId",
    };

    public static readonly Refusal InvitedAlready = new("application.invited-already", "This person is invited already, and has not finished.") { Next = "Send them a new link from the list of applications.", Field = "Email" };

    public static readonly Refusal TooManyAtOnce = new("application.too-many-at-once", $"A file invites at most {InviteApplicants.Most} people.") { Next = "Divide it into several files.", Field = "Upload" };

    public static readonly Refusal NobodyInFile = new("application.nobody-in-file", "The file names nobody.") { Next = "Fill in the template, one person on each line.", Field = "Upload" };

    public static readonly Refusal FileUnreadable = new("application.file-unreadable", "The file cannot be read.")
    {
        Why = "It must be a CSV file (comma separated values) in UTF-8 with the columns of the template in its first line.",
        Next = "Download the template and fill it in.",
        Field = "Upload",
    };

    public static readonly Refusal LinkOver = new("application.link-over", "This link does not work any more.")
    {
        Why = "A link is for some days, and a new one takes the place of the one before.",
        Next = "Use the newest message. If it is too old, ask the person who invited you: only they or their Registration Authority can send you a new link.",
    };

    public static readonly Refusal CodesTooOften = new("application.codes-too-often", "We have sent several codes in the last hour.") { Next = "Use the newest one, or ask for another in an hour. Look into the folder for unwanted mail, too." };

    public static readonly Refusal CodeWrong = new("application.code-wrong", "This is not the code that we sent last, or it is over.")
    {
        Why = "A code works once, for 15 minutes, and for five tries.",
        Next = "Type the newest code, or ask for another one.",
        Field = "Code",
    };

    public static readonly Refusal TooFast = new("application.too-fast", "Too many tries came from your network address.") { Next = "Wait ten minutes." };

    public static readonly Refusal AnsweringTooFast = new("application.answering-too-fast", "Too many answers were sent in a short time.") { Next = "Wait ten minutes. What you have answered is kept." };

    public static readonly Refusal PictureMissing = new("application.picture-missing", "Take or choose a picture.") { Field = "Upload" };

    public static readonly Refusal PictureNotAccepted = new("application.picture-not-accepted", "The picture must be a JPEG or PNG of at most 5 MB, and large enough to be read.")
    {
        Next = "Take it with the camera of your phone. If your phone makes HEIC pictures, choose “Most compatible” in its camera settings.",
        Field = "Upload",
    };

    public static readonly Refusal NotComplete = new("application.not-complete", "Something is missing.") { Next = "The list shows what is still to be done." };

    public static readonly Refusal NeededMissing = new("application.needed-missing", "Say what is needed; the applicant will read it.") { Field = "Words" };

    public static readonly Refusal ReasonMissing = new("application.reason-missing", "Select why you reject the application.") { Field = "Why" };

    public static readonly Refusal NotCompared = new("application.not-compared", "Tick the box to say that you compared the face with the photo on the document.") { Field = "Compared" };

    public static readonly Refusal ProofsNotSeen = new("application.proofs-not-seen", "Tick the box to say that the digital check returned two proofs of the address.")
    {
        Why = "One photo document and a digital proof of address are enough only where the check returned two proofs.",
        Field = "TwoProofs",
    };

    public static readonly Refusal NotAmongDuplicates = new("application.not-among-duplicates", "Select one of the profiles that look like this person.") { Field = "SameAs" };

    public static Refusal KnownIsClosed(string name) => new("application.known-is-closed", $"The profile of {name} is closed.")
    {
        Why = "Whoever is told that they have a Care ID must be able to use it.",
        Next = "Where they are back, reopen the profile first; then say that it is this person.",
        Field = nameof(ApproveApplicationRequest.SameAs),
    };

    public static Refusal KnownIsNotVerified(string name) => new("application.known-is-not-verified", $"Nobody has checked the identity of {name} here: the profile was taken over.")
    {
        Why = "It is restricted until somebody does, and gets no position.",
        Next = "Open the profile and verify their identity with three documents; then say that it is this person.",
        Field = nameof(ApproveApplicationRequest.SameAs),
    };
}
