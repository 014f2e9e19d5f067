using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>What can be wrong with a position.</summary>
public static class PositionRefusals
{
    public static readonly Refusal NameMissing = new("position.name-missing", "Give the position a name of at most 200 characters.") { Field = nameof(CreatePositionRequest.Name) };

    public static readonly Refusal NoAccessProfile = new("position.no-access-profile", "A position needs at least one access profile: an organisation and a job role.");

    public static readonly Refusal ApprovalMissing = new("position.approval-missing", "Say how the position was approved and who approved it.")
    {
        Why = "Who creates or changes a position names who approved it and how; the approver is another person.",
        Field = nameof(CreatePositionRequest.ApprovalNote),
    };

    public static readonly Refusal ApproverUnknown = new("position.approver-unknown", "The person named as approver has no open, verified profile.")
    {
        Field = nameof(CreatePositionRequest.ApprovedBy),
    };

    public static readonly Refusal ApproverChangesIt = new("position.approver-changes-it", "A change of a position is approved by somebody other than the person who makes it.")
    {
        Field = nameof(CreatePositionRequest.ApprovedBy),
    };

    public static readonly Refusal ApproverHoldsIt = new("position.approver-holds-it", "The person named as approver holds this position and would gain by the change.")
    {
        Why = "Nobody approves access for themselves.",
        Next = "Name an approver who does not hold it.",
        Field = nameof(CreatePositionRequest.ApprovedBy),
    };

    public static readonly Refusal OwnPosition = new("position.own-position", "You hold this position yourself.")
    {
        Why = "Nobody changes or ends their own access.",
        Next = "Ask another RA Manager or Advanced RA Agent.",
    };

    public static readonly Refusal AlreadyClosed = new("position.already-closed", "This position is closed.") { Next = "Create a new one where it is needed again." };

    public static readonly Refusal Unchanged = new("position.unchanged", "The position is as you describe it already.");

    public static readonly Refusal ReasonMissing = new("position.reason-missing", "Say why, for those who read the history later.") { Field = "Reason" };

    public static readonly Refusal SameAccessProfileTwice = new("position.same-access-profile-twice", "Two of the access profiles have the same organisation and job role.")
    {
        Next = "Put their activities into one.",
    };

    public static readonly Refusal MakerMayNotGive = new("position.maker-cannot-give", "You created, changed or approved this position, so you cannot give it as a sponsor.")
    {
        Why = "A sponsor gives a position directly only where two other people made and approved it.",
        Next = "Ask another sponsor, or request it from the Registration Authority.",
    };

    public static readonly Refusal IncludesItself = new("position.includes-itself", "A position cannot include itself.");

    public static readonly Refusal IncludedNotFound = new("position.included-not-found", "A position that shall be included does not exist or is closed.");

    public static readonly Refusal IncludedElsewhere = new("position.included-elsewhere", "A position includes only positions of its own Registration Authority and of the organisations below it.")
    {
        Why = "What its holders may do must be decided by those who look after it.",
        Next = "Give the other position as well; one person may hold both.",
    };

    public static Refusal InclusionCircle(string name) => new("position.inclusion-circle", $"That would make a circle: what shall be included includes {name} itself.")
    {
        Next = "Take one of the inclusions out.",
    };

    public static Refusal TooMuchIncluded(int positions, int profiles) =>
        new("position.too-much-included", $"A position includes at most {positions} others, with those that they include, and gives at most {profiles} access profiles in all.");

    /// <param name="names">Some of the positions that include it.</param>
    /// <param name="number">How many do.</param>
    public static Refusal IsIncluded(IReadOnlyList<string> names, int number) =>
        new("position.is-included", $"This position is included in {string.Join(", ", names)}{(number > names.Count ? $" and {number - names.Count} more" : "")}.")
        {
            Why = "Their holders would lose what it gives, without anybody having looked at them.",
            Next = "Change those positions first, so that they no longer include it.",
        };

    public static Refusal UnknownCode(string code) => new("position.unknown-code", $"The reference data has no job role, activity or area of work {code}.");

    public static Refusal TooMuch(int profiles, int activities) =>
        new("position.too-much", $"A position has at most {profiles} access profiles and {activities} added activities and areas of work in all.") { Next = "Make two positions of it; one person may hold both." };

    public static Refusal YouSponsored(int people) =>
        new("position.you-sponsored-holders", $"You are on the sponsor's side for {people} of the people who hold this position.")
        {
            Why = "Who asks for access must never be who grants it, and this change gives them more.",
            Next = "Ask another RA Manager or Advanced RA Agent to make the change.",
        };
}
