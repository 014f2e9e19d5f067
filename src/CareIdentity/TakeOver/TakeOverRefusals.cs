using CareIdentity.Kernel;

namespace CareIdentity.TakeOver;

/// <summary>Every way in which a line of a file of people is refused that no other room has words for.</summary>
public static class TakeOverRefusals
{
    public static readonly Refusal NotToldApart = new("take-over.not-told-apart", "Nothing tells this person from others: neither UUID nor National Insurance number nor e-mail address.")
    {
        Why = "The same file taken over again could not find them.",
        Next = "Add one of the three.",
    };

    public static readonly Refusal SeveralAre = new("take-over.several-are", "Several profiles are of these names, this date of birth and this e-mail address.") { Next = "Name the UUID of the one." };

    public static readonly Refusal VerifiedSince = new("take-over.verified-since", "The identity of this person has been checked here since.")
    {
        Why = "A take-over only adds to profiles that nobody has checked.",
        Next = "Give them the position in the portal.",
    };

    public static readonly Refusal FirstDayNeeded = new("take-over.first-day-needed", "A position is held from a day.") { Next = "Say since when." };

    public static readonly Refusal PositionNeeded = new("take-over.position-needed", "There are days and no position.") { Next = "Name the position or its job role, or empty the days." };

    public static readonly Refusal SeveralPositions = new("take-over.several-positions", "There is more than one such open position there.") { Next = "Name one that is called as no other there." };

    public static readonly Refusal OtherJobRole = new("take-over.other-job-role", "The position does not give this job role.") { Next = "Empty the cell, or name another position." };

    /// <summary>What the line says of the person is not what is known of them.</summary>
    public static Refusal Differs(string known, string uuid) => new("take-over.differs", $"Of {uuid} something else is known: {known}.")
    {
        Why = "A take-over overwrites nothing.",
        Next = "Change the file, or the profile in the portal.",
    };

    public static Refusal NumberOfAnother(string uuid) => new("take-over.number-of-another", $"This number is that of {uuid}.")
    {
        Why = "A number belongs to one person.",
        Next = "Find out whose it is. Two profiles of one person are merged in the portal.",
    };
}
