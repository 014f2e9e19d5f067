using CareIdentity.Kernel;

namespace CareIdentity.Batches;

/// <summary>Every way in which a batch, or one of its lines, is refused before the verbs are asked.</summary>
public static class BatchRefusals
{
    public static readonly Refusal NotFound = new("batch.not-found", "There is no such batch, or it is not yours to see.");

    public static readonly Refusal NotNow = new("batch.not-now", "This cannot be done with the batch as it stands.")
    {
        Why = "Somebody else started, paused or ended it.",
        Next = "Look at how far it is.",
    };

    public static readonly Refusal NothingToDo = new("batch.nothing-to-do", "No line of the file can be carried out.")
    {
        Next = "Put the lines right that the check names, and upload the file again.",
    };

    public static readonly Refusal ReasonMissing = new("batch.reason-missing", "Say why, for those who read the history later.") { Field = "Reason" };

    public static readonly Refusal Empty = new("batch.empty", "The file has no lines below its header.") { Field = "Upload", Next = "Fill in the template, one change on each line." };

    public static readonly Refusal NotText = new("batch.not-text", "The file is not a text file with commas.")
    {
        Field = "Upload",
        Why = "A workbook (xlsx) or another kind of file cannot be read line by line.",
        Next = "Save it as CSV (comma separated values) and upload that.",
    };

    public static readonly Refusal Semicolons = new("batch.semicolons", "The columns of the file are separated by semicolons.")
    {
        Field = "Upload",
        Next = "Save it with commas between the columns.",
    };

    public static readonly Refusal LineTooLong = new("batch.line-too-long", "A line of the file is longer than any line of such a file can be.")
    {
        Field = "Upload",
        Why = "Perhaps a quotation mark is never closed.",
    };

    public static readonly Refusal LastDayNeeded = new("batch.last-day-needed", "Enter the last day.")
    {
        Field = "ExpiresOn",
        Why = "In a batch a line without a last day takes the position away at once.",
        Next = "Let it be without end for fewer people at a time, or remove it.",
    };

    public static readonly Refusal SameAsAnother = new("batch.same-line", "An earlier line of the file says the same.");

    public static readonly Refusal Quotation = new("batch.quotation", "A quotation mark is in the wrong place.");

    public static readonly Refusal Needed = new("batch.cell-needed", "It must not be empty.");

    public static readonly Refusal TooLong = new("batch.cell-too-long", "It is too long.");

    public static readonly Refusal Failed = new("batch.line-failed", "This line met a fault of the service and was left out.") { Next = "Tell the people who run the service." };

    public static readonly Refusal ChangedSince = new("batch.changed-since", "Something else has happened since.") { Why = "Only what is still as the batch left it is undone." };

    public static readonly Refusal StaffRecordStays = new("batch.staff-record-stays", "What a staff record says is not undone here.")
    {
        Why = "The next file would say it again.",
        Next = "Put it right in the staff record and upload that, or change the profile where it is ours.",
    };

    public static readonly Refusal TooManyPositions = new("batch.position-not-one", "There is more than one open position of this name there.") { Next = "Rename one of them, or use a position with a name of its own." };

    public static Refusal TooLateToUndo(int days) => new("batch.too-late-to-undo", $"A batch can be undone for {days} days after it ended.")
    {
        Why = "Later too much has been built upon it.",
        Next = "Upload a batch that changes back what is wrong.",
    };

    public static Refusal TooManyLines(int most) => new("batch.too-many-lines", $"The file has more than {most:N0} lines.") { Field = "Upload", Next = "Divide it into several files." };

    public static Refusal Columns(IReadOnlyList<string> missing, IReadOnlyList<string> unknown) =>
        new("batch.columns", string.Join(' ', new[]
        {
            missing.Count == 0 ? null : $"The first line lacks {string.Join(", ", missing)}.",
            unknown.Count == 0 ? null : $"It has columns that this kind of file does not have, or twice: {string.Join(", ", unknown)}.",
        }.OfType<string>()))
        {
            Field = "Upload",
            Why = "The first line of the file names its columns, as the template does.",
            Next = "Download the template of this kind of file and fill it in.",
        };

    public static Refusal Unreadable(string what) => new("batch.cell-unreadable", what);

    public static Refusal LikelyDuplicates(IEnumerable<string> people) => new("batch.possible-duplicates", $"There may already be a profile of this person: {string.Join("; ", people)}.")
    {
        Why = "Compare them first. Where they are other people, write their UUIDs into the column different_from.",
    };
}
