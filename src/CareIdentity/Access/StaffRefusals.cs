using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>Every way in which the appointment of RA staff says no.</summary>
public static class StaffRefusals
{
    public static readonly Refusal NotAnRaPosition = new("staff.not-an-ra-position", "This position makes nobody RA staff.")
    {
        Why = "Sponsors, ID checkers, unlockers, RA Agents and RA Managers are appointed; every other position is given.",
        Next = "Choose a position of RA staff, or give this one on the person's page.",
        Field = "PositionId",
    };

    public static readonly Refusal LetterIncomplete = new("staff.letter-incomplete", "Say who signed the letter of appointment, as what, and where it is kept: up to 200 characters each.") { Field = "SignedBy" };

    public static readonly Refusal LetterDate = new("staff.letter-date", "The letter was signed today or within the last twelve months.")
    {
        Why = "Who owned or managed the organisation longer ago may not do so today.",
        Field = "SignedOn",
    };

    public static readonly Refusal SecondPersonNeeded = new("staff.second-person", "Name the second person who has seen the letter: a sponsor of the organisation, or a colleague of the Registration Authority.")
    {
        Why = "Nobody brings in RA staff alone: one person asks for it or confirms that the owner does, another appoints.",
        Field = "SeenBy",
    };

    public static readonly Refusal AlreadyAppointed = new("staff.already-appointed", "The letter of this appointment is recorded already.");

    public static readonly Refusal NotFound = new("staff.not-found", "There is no such appointment, or it is not yours to see.");

    public static readonly Refusal Over = new("staff.over", "This appointment is over.") { Next = "Appoint them anew if they shall have the role again." };

    public static readonly Refusal NotYourAgreement = new("staff.not-your-agreement", "The agreement is signed by the person appointed, and by nobody for them.");

    public static readonly Refusal AgreementNotRead = new("staff.agreement-not-accepted", "Tick the box to say that you accept the agreement.") { Field = "Accepted" };

    public static readonly Refusal AlreadyAgreed = new("staff.already-agreed", "You have accepted this agreement already.");

    public static readonly Refusal ReasonMissing = new("staff.reason-missing", "Say why, in up to 1,000 characters, for those who read the history later.") { Field = "Reason" };

    public static readonly Refusal AlreadySuspended = new("staff.already-suspended", "This role is suspended already.");

    public static readonly Refusal NotSuspended = new("staff.not-suspended", "No RA Manager has suspended this role.") { Next = "Where the training ran out, record the training: the role then works again by itself." };

    public static readonly Refusal SuccessorCannot = new("staff.successor-cannot", "This colleague cannot take over the open work.")
    {
        Why = "Work goes to somebody who may decide it there, and who neither asked for it nor is its subject.",
        Next = "Choose another colleague, or nobody: the work then waits for everybody who may do it.",
        Field = "Successor",
    };
}
