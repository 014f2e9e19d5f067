using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>Every way in which this room says no.</summary>
public static class ProfileRefusals
{
    public static readonly Refusal NotFound = new("profile.not-found", "There is no such profile, or it is not yours to see.");

    public static readonly Refusal UuidInUse = new("profile.uuid-in-use", "This UUID belongs to another profile.");

    public static readonly Refusal NameMissing = new("profile.name-missing", "Enter the given name and the family name as they stand on the identity document.");

    public static readonly Refusal NameOnCardWrong = new("profile.card-name-wrong", "Write the name on the card in letters, at most 100, or leave it empty.") { Field = nameof(PersonalDetails.NameOnCard) };

    public static readonly Refusal DateOfBirthMissing = new("profile.date-of-birth-missing", "Enter the date of birth.") { Field = nameof(PersonalDetails.DateOfBirth) };

    public static readonly Refusal DateOfBirthUnlikely = new("profile.date-of-birth-unlikely", "The date of birth must make the person between 14 and 110 years old.")
    {
        Field = nameof(PersonalDetails.DateOfBirth),
    };

    public static readonly Refusal OwnProfile = new("duty.own-profile", "You cannot do this for your own profile.")
    {
        Why = "Nobody acts on their own profile beyond self-service.",
        Next = "Ask a colleague who can.",
    };

    public static readonly Refusal SponsorIsNotAgent = new("duty.sponsor-cannot-act", "You sponsored this person, so you cannot check their identity, issue their card or grant their access.")
    {
        Why = "The sponsor of an access is never the person who checks the identity, issues the card or makes the change effective.",
        Next = "Ask somebody of the Registration Authority who has not sponsored them.",
    };

    public static readonly Refusal AgentIsNotSponsor = new("duty.agent-cannot-sponsor", "You have checked, issued or granted for this person, so you cannot sponsor them.")
    {
        Why = "The person who checks the identity, issues the card or grants access is never the sponsor. It holds for the whole history of a profile.",
        Next = "Ask another sponsor of the organisation to raise the request.",
    };

    public static readonly Refusal OtherSideOfOnePerson = new("duty.other-side", "You have stood on the other side of this person, under one of their profiles or of yours.")
    {
        Why = "Who sponsors a person never checks their identity, issues their card or grants their access. It holds over all profiles of one person.",
        Next = "Ask a colleague who has done neither.",
    };

    public static readonly Refusal DutyTakenAtOnce = new("duty.taken-at-once", "Your part for this person was decided elsewhere at the same moment.")
    {
        Next = "Look at the page again to see what changed. Nothing was changed by this action.",
    };

    /// <summary>Null where nothing of it is looked after by another system.</summary>
    public static Refusal? OwnedElsewhere(IEnumerable<DetailsChange> changes, IReadOnlyList<OwnedFields> owned)
    {
        var found = changes.Select(change => (change.Field, By: owned.FirstOrDefault(o => o.Fields.Contains(change.Field)))).FirstOrDefault(f => f.By is not null);
        return found.By is not { } by ? null
            : new Refusal("profile.owned-by-staff-record", $"The {DetailsChange.Words(found.Field)} of this person comes from {by.Owner} and is changed there.")
            {
                Why = $"Two places for one fact would soon say two things. The person is employee {by.Reference} there.",
                Next = "Ask the HR team to change it. It comes here as a request that you decide; a change made here would be overwritten.",
                Field = found.Field,
            };
    }

    public static readonly Refusal DuplicatesNotConfirmed = new("profile.possible-duplicates", "There may already be a profile of this person.")
    {
        Why = "A person has one profile and one UUID for life.",
        Next = "Compare the people found with your documents, then either use the existing profile or confirm that none of them is this person.",
    };

    public static readonly Refusal ReasonMissing = new("profile.reason-missing", "Say why, for those who read the history later.") { Field = "Reason" };

    public static readonly Refusal NothingChanged = new("profile.nothing-changed", "Nothing differs from what is recorded already.");

    public static readonly Refusal PhotoMissing = new("profile.photo-missing", "Take or upload a photo of the person.") { Field = "Photo" };

    public static readonly Refusal PhotoNotAccepted = new("profile.photo-not-accepted", "The photo must be a JPEG or PNG picture of at most 5 MB and at least 200 by 250 pixels.") { Field = "Photo" };

    public static readonly Refusal PhotoOfNobody = new("profile.photo-of-nobody", "A Temporary Access Card or a robot has no face.");

    public static readonly Refusal PhotoNotCompared = new("profile.photo-not-compared", "Confirm that you have seen the person and compared them.")
    {
        Why = "A card is handed over by the face on it.",
        Field = "Compared",
    };

    public static Refusal Closed(string name) => new("profile.closed", $"The profile of {name} is closed.")
    {
        Next = "If the person works in health or care again, reopen the profile first. Access does not come back by itself.",
    };

    public static Refusal NotClosed(string name) => new("profile.not-closed", $"The profile of {name} is not closed.");

    public static Refusal AlreadyVerified(string name) => new("profile.already-verified", $"The identity of {name} is already verified.");

    public static Refusal ChangedByVerifying(string name) => new("profile.verify-to-change", $"The identity of {name} is not verified yet, so only how they are reached can be changed.")
    {
        Why = "Names, date of birth and numbers of a profile that was taken over are put right from the documents.",
        Next = "Verify their identity: the details become those of the documents.",
    };

    public static Refusal NotVerified(string name) => new("profile.not-verified", $"The identity of {name} is not verified yet.")
    {
        Why = "Access and cards are given only to people whose identity was checked.",
        Next = "Ask an RA ID Checker to verify it with three documents.",
    };
}
