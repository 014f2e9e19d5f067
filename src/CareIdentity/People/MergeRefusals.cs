using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>Why two profiles are not merged.</summary>
public static class MergeRefusals
{
    public static readonly Refusal OtherMissing = new("merge.other-missing", "Enter the UUID of the other profile of this person: 12 digits.") { Field = "With" };

    public static readonly Refusal SameProfile = new("merge.same-profile", "These are not two profiles: both numbers lead to the same one.")
    {
        Next = "If they were merged before, there is nothing left to do.",
        Field = "With",
    };

    public static readonly Refusal AlreadyMerged = new("merge.already-merged", "One of the two was merged with another profile already.")
    {
        Next = "Open the profile that remained, and begin there if there is a third one.",
    };

    public static readonly Refusal PeopleOnly = new("merge.people-only", "Only profiles of people are merged, not those of temporary access cards or robots.");

    public static readonly Refusal SurvivorUnverified = new("merge.survivor-unverified", "The profile that remains must be the one whose identity is verified.")
    {
        Next = "Keep the other profile instead.",
    };

    public static readonly Refusal CardWorkOpen = new("merge.card-work-open", "Work on a card of one of the two profiles is not finished.")
    {
        Why = "A card that is half done belongs to the profile for which it was begun.",
        Next = "Continue the work on the card or give it up, then merge.",
    };

    public static readonly Refusal TwoCards = new("merge.two-cards", "Both profiles have a smartcard that works. Say which is kept.")
    {
        Why = "One person holds several cards only where the Registration Authority says why.",
        Field = "Cards",
    };

    public static readonly Refusal NotCompared = new("merge.not-compared", "Confirm that you have compared the two and that they are one person.") { Field = "Compared" };

    public static Refusal Contradiction(string what) => new("merge.contradiction", $"The two profiles have different {what}, so they may be two people.")
    {
        Why = "Whoever merges two people gives each the access of the other, and it cannot be undone.",
        Next = "Look at the documents again. If one of the two is recorded wrongly, change the details of that profile first.",
    };
}
