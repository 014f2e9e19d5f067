using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>Why a version of the reference data is refused.</summary>
public static class ReferenceRefusals
{
    public static readonly Refusal VersionNotFound = new("reference.version-not-found", "There is no such version of the reference data.");

    public static readonly Refusal AlreadyDecided = new("reference.already-decided", "This version was put in force or withdrawn already.");

    public static readonly Refusal OwnProposal = new("reference.own-proposal", "You proposed this version, so somebody else puts it in force.")
    {
        Why = "A new version changes what people everywhere may do; two people look at it.",
        Next = "Ask another national RBAC administrator.",
    };

    public static readonly Refusal NotYours = new("reference.not-yours", "Only who proposed this version changes it.") { Next = "Withdraw it, or propose another one." };

    public static readonly Refusal TwoPeople = new("reference.two-people", "The tables are put in force by two people: one proposes them, another looks at them.")
    {
        Next = "Upload the files as a new version. Only the operator of the service imports them at once.",
    };

    public static readonly Refusal WhyMissing = new("reference.why-missing", "Say why, for those who decide and those who read the history later.") { Field = "Why" };

    public static readonly Refusal NothingChanges = new("reference.nothing-changes", "The tables say what is in force already: there is nothing to propose.");

    public static readonly Refusal Empty = new("reference.empty", "This version changes nothing yet.") { Next = "Add a change, or withdraw it." };

    public static readonly Refusal TwiceTheRow = new("reference.twice-the-row", "This version changes that row already.") { Next = "Take that change out first." };

    public static readonly Refusal ChangeNotFound = new("reference.change-not-found", "This version does not hold that change.");

    public static readonly Refusal TooMany = new("reference.too-many", "A version changes at most 20,000 rows.");

    public static Refusal NotACode(string text, string what) => new("reference.not-a-code", $"'{text}' is not the code of {what}.");

    public static Refusal NoLongerApplies(ReferenceRow row) =>
        new("reference.no-longer-applies", $"{row.First}{(row.Second.Length == 0 ? "" : $" {row.Second}")} can no longer be changed as this version says: what is in force has changed since.")
        {
            Next = "Take that change out of the version, or withdraw it and propose a new one.",
        };

    public static Refusal Impossible(string reason) => new("reference.impossible", reason);

    public static Refusal BadLines(int number, string first) => new("reference.bad-lines", $"{number} lines cannot be read, so nothing was proposed. The first: {first}.")
    {
        Why = "What such a line was meant to say is unknown, and the tables decide what people may do.",
        Next = "Put the lines right and upload the files again.",
    };
}
