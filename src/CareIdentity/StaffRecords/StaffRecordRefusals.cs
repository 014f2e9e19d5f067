using CareIdentity.Kernel;

namespace CareIdentity.StaffRecords;

/// <summary>Every way in which this room says no. What a record says and is not followed is a conflict instead: it is kept and shown.</summary>
public static class StaffRecordRefusals
{
    public static readonly Refusal NotFound = new("staff-record.not-found", "There is no such staff record, or it is not yours to see.");

    public static readonly Refusal NameMissing = new("staff-record.name-missing", "Enter what the staff record is called, in 3 to 80 characters.") { Field = "Name" };

    public static readonly Refusal SitesMissing = new("staff-record.sites-missing", $"Enter the ODS codes of its sites, at most {StaffFields.MostSites}.") { Field = "Sites" };

    public static readonly Refusal SiteTaken = new("staff-record.site-taken", "One of these sites has a staff record already.")
    {
        Why = "A site has one staff record, so that nobody is told of twice and two systems do not contradict each other.",
        Next = "Leave the site out, or take it out of the other one first.",
        Field = "Sites",
    };

    public static readonly Refusal FieldsUnknown = new("staff-record.fields-unknown", "A staff record cannot own these details.") { Field = "Owned" };

    public static readonly Refusal Suspended = new("staff-record.suspended", "This staff record is suspended; nothing is taken from it.")
    {
        Next = "Ask the Registration Authority that looks after it.",
    };

    public static readonly Refusal NotItsSite = new("staff-record.not-its-site", "This organisation is no site of the staff record.")
    {
        Why = "A staff record reaches the sites that it was set up for and no other.",
        Field = "Organisation",
    };

    public static readonly Refusal MappingNotFound = new("staff-record.mapping-not-found", "There is no such mapping, or it is not yours to see.");

    public static readonly Refusal StaffPositionMissing = new("staff-record.position-missing", $"Enter the code and the name of the position in the staff record, of at most {StaffTold.LongestPosition} characters each.") { Field = "StaffPosition" };

    public static readonly Refusal MappingDecided = new("staff-record.mapping-decided", "This mapping was decided or ended already.");

    public static readonly Refusal OwnMapping = new("staff-record.own-mapping", "You proposed this mapping, so another person approves it.")
    {
        Why = "Whoever approves it is the sponsor of all access that comes of it; who sponsors and who arranges access are two people.",
        Next = "Ask another sponsor of the organisation.",
    };

    public static readonly Refusal MappingGivesStaff = new("staff-record.mapping-gives-ra-role", "This position makes its holder RA staff, so no staff record asks for it.")
    {
        Why = "RA staff are appointed by letter, each one by name.",
        Next = "Choose a position without a role of the Registration Authority.",
        Field = "Position",
    };

    public static readonly Refusal MappingExists = new("staff-record.mapping-exists", "This position of the staff record has this mapping already.") { Field = "StaffPosition" };

    public static readonly Refusal NoteMissing = new("staff-record.note-missing", "Say why, for those who read the history later.") { Field = "Note" };

    public static readonly Refusal ConflictNotFound = new("staff-record.conflict-not-found", "There is no such conflict, or it is not yours to see.");

    public static readonly Refusal ConflictSettled = new("staff-record.conflict-settled", "This was settled already.");

    public static readonly Refusal NotACandidate = new("staff-record.not-a-candidate", "Choose one of the people shown.") { Field = "Chosen" };

    public static readonly Refusal SaidOtherwise = new("staff-record.said-otherwise", "This number was used before, and said something else then.")
    {
        Why = "A number of a record is used once. What was taken in before stays, and the difference is shown to the Registration Authority.",
        Next = "Send the change under the next number.",
        Field = "Sequence",
    };

    public static readonly Refusal OwnRecord = new("staff-record.own-record", "This line is about you.")
    {
        Why = "Nobody acts on their own profile beyond self-service.",
        Next = "Ask a colleague to upload it.",
    };

    public static Refusal Wrong(string field, string what) => new("staff-record.wrong", what) { Field = field };
}
