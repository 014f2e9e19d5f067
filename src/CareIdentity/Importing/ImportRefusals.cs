using CareIdentity.Kernel;

namespace CareIdentity.Importing;

/// <summary>Every way in which an import as a whole is refused. Nothing was written then, unless the refusal says so.</summary>
public static class ImportRefusals
{
    public static readonly Refusal AnotherChange = new("import.another-change", "Somebody else changed the same rows during this import.")
    {
        Why = "A change is only made to what the import has read.",
        Next = "Repeat the import. What it had already taken over stays, and a repeated import takes over the rest.",
    };

    public static readonly Refusal KindUnknown = new("import.kind-unknown", "The file does not say what kind of organisations it holds.")
    {
        Why = "Only the practice file says it, in column 26; of the others the file name does.",
        Next = "Name the kind: practices, pharmacies, trusts or others.",
    };

    public static Refusal NotAnOrganisationFile(string file, string reason) =>
        new("import.not-an-organisation-file", $"{file} is not an organisation file: {reason}")
        {
            Why = "An organisation file of the Organisation Data Service has 27 columns and no header, one organisation on each line.",
            Next = "Nothing was changed. Choose the CSV file itself, for example epraccur.csv out of epraccur.zip.",
        };

    public static Refusal NotARolesDirectory(string reason) =>
        new("import.not-a-roles-directory", $"The folder does not hold the tables of roles and activities: {reason}")
        {
            Why = "The tables belong together: job-roles.csv, activities.csv, activity-inclusions.csv and baseline-policy.csv, each with its header.",
            Next = "Nothing was changed. Choose the folder that holds all four.",
        };
}
