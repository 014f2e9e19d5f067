namespace CareIdentity.People;

/// <summary>One step of a check by video.</summary>
/// <param name="Do">What the checker does.</param>
/// <param name="Say">What they say; null where nothing is said.</param>
public sealed record VideoStep(string Code, string Title, string Do, string? Say = null);

/// <summary>
/// How an identity is checked by video (policy.md §4, GPG 45): the script that every checker goes through, in this order. It is data with an
/// edition, which is recorded with each check, so that it stays known years later what was done.
/// </summary>
public static class VideoScript
{
    public const string Edition = "2026-1";

    public static IReadOnlyList<VideoStep> Steps { get; } =
    [
        new("beforehand", "What they sent beforehand", "Have in front of you: name, date of birth, National Insurance number, address, mobile number, a scan of the passport or licence, and a passport photo."),
        new("alone", "A clear picture", "The face is well lit and nothing covers it. Nobody else is in the picture.", "Please turn slowly around with the camera, so that I see the room."),
        new("moves", "A living person", "Watch that picture and voice go together.", "Please turn your head to the left, then to the right, and pass your hand before your face."),
        new("document", "The document in their hand", "Compare number, name and photo with the scan. Look for the hologram as it moves.", "Please hold the document beside your face, then tilt it to and fro."),
        new("facts", "What only they know", "Compare each answer with what they sent. Do not help.", "Please tell me your full name, your date of birth and your address."),
        new("photo", "The photo", "Compare the face with the photo for the card and with that on the document."),
    ];

    /// <summary>Digits that are texted to the person's own telephone and read out by them.</summary>
    public const int Digits = 6;
}
