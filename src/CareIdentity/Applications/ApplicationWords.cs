namespace CareIdentity.Applications;

/// <summary>The reasons of functions.md §1.7 in the applicant's words: what is wrong, and the way on.</summary>
public static class ApplicationWords
{
    public static string Of(RefusalReason reason) => reason switch
    {
        RefusalReason.DocumentNotOnList => "A document is not one of those that we may accept.",
        RefusalReason.DocumentExpired => "A document has expired. A passport may have expired up to 6 months ago, other documents not at all.",
        RefusalReason.DetailsDoNotMatch => "Your name or date of birth is not the same as on your documents.",
        RefusalReason.FaceDoesNotMatch => "We could not see that you are the person on the document, or the photo of your face is blurred.",
        RefusalReason.PhotoNotSuitable => "The photo of your face cannot be used on a card: it must be clear, from the front, with nothing else in it.",
        RefusalReason.Unreadable => "A picture of a document cannot be read.",
        RefusalReason.Cropped => "A picture does not show the whole document.",
        RefusalReason.NotOriginal => "A picture does not show the original document, but a screen or a copy.",
        _ => "You have a Care ID already.",
    };

    public static string Next(RefusalReason reason, string inviter) => reason switch
    {
        RefusalReason.DocumentNotOnList or RefusalReason.DocumentExpired => $"Ask {inviter} to invite you again when you have another document, or to arrange that somebody sees you in person.",
        RefusalReason.DetailsDoNotMatch => $"If your name has changed, ask {inviter} to invite you again and say so when we ask for it: you can show how the name changed.",
        RefusalReason.AlreadyKnown => $"Ask {inviter} to ask for access for the Care ID that you have.",
        _ => $"Ask {inviter} to invite you again and take a new picture, or to arrange that somebody sees you in person.",
    };
}
