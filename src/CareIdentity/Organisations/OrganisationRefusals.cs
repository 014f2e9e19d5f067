using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>Every way in which this room says no.</summary>
public static class OrganisationRefusals
{
    public static readonly Refusal CodeInUse = new("organisation.code-in-use", "There is already an organisation with this ODS code.");

    public static readonly Refusal ReasonMissing = new("organisation.reason-missing", "Say why, for those who read the history later.") { Field = "Reason" };

    public static readonly Refusal MoveInPast = new("organisation.move-in-past", "The move takes effect today or on a later day.") { Field = "EffectiveOn" };

    public static readonly Refusal MoveTooFarAhead = new("organisation.move-too-far-ahead", "A move is planned at most a year ahead.") { Field = "EffectiveOn" };

    public static readonly Refusal SameParent = new("organisation.same-parent", "It stands below this organisation already.") { Field = "To" };

    public static readonly Refusal AlreadyPlanned = new("organisation.move-already-planned", "A move of this organisation is planned already.")
    {
        Next = "Withdraw the planned move first, if this one takes its place.",
    };

    public static readonly Refusal MoveNotPlanned = new("organisation.move-not-planned", "This move is not planned any more: it was carried out or withdrawn.");

    public static readonly Refusal MoveNotFound = new("organisation.move-not-found", "There is no such move, or it is not yours to see.");

    public static readonly Refusal ClosesOwn = new("organisation.closes-own", "You hold a position there yourself.")
    {
        Why = "Nobody decides about their own access.",
        Next = "Ask another RA Manager, or the one of the Registration Authority above.",
    };

    public static readonly Refusal NotClosed = new("organisation.not-closed", "This organisation is open.");

    public static Refusal NotFound(string code) =>
        new("organisation.not-found", $"There is no organisation with the ODS code {code}.") { Next = "Check the code, or search by name or postcode." };

    public static Refusal Closed(OdsCode code, string name) =>
        new("organisation.closed", $"{name} ({code}) is closed.") { Why = "No position or card is given at a closed organisation." };

    public static Refusal AlreadyClosed(OdsCode code, string name) =>
        new("organisation.already-closed", $"{name} ({code}) is closed already, and nothing of it is left to end.");

    public static Refusal WouldBeItsOwnAncestor(OdsCode code) =>
        new("organisation.own-ancestor", $"{code} cannot be placed below itself in the RA tree.") { Field = "To" };

    public static Refusal ParentWithoutRa(OdsCode code) =>
        new("organisation.parent-without-ra", $"No Registration Authority looks after {code}.")
        {
            Why = "An organisation stands below a Registration Authority, or below one that a Registration Authority looks after.",
            Field = "To",
        };

    public static Refusal AlreadyRa(string name) => new("organisation.already-ra", $"{name} is a Registration Authority already.");

    public static Refusal NotForRa(string name) =>
        new("organisation.not-for-ra", $"{name} cannot be a Registration Authority.")
        {
            Why = "Rules of access hang on what a pharmacy or a GP practice is, and it would not be one any more.",
            Next = "Choose the trust or the office that does the work for it.",
        };

    public static Refusal NotPlaced(string name) =>
        new("organisation.not-placed", $"{name} has no place in the RA tree yet.")
        {
            Why = "A Registration Authority stands below another, whose staff can help when its own are away.",
            Next = "Place it first, on the tab of its place in the tree.",
        };

    public static Refusal HasChildren(int open) =>
        new("organisation.has-children", open == 1 ? "An open organisation stands below it." : $"{open} open organisations stand below it.")
        {
            Why = "Whoever looks after them would be gone.",
            Next = "Move them below another organisation first, or close them.",
        };
}
