using CareIdentity.Access;

namespace CareIdentity.Web.Portal.Administration;

/// <summary>How the reference data is called.</summary>
internal static class ReferenceWords
{
    public static string Table(ReferenceTable table) => table switch
    {
        ReferenceTable.JobRole => "Job roles",
        ReferenceTable.Activity => "Activities",
        ReferenceTable.AreaOfWork => "Areas of work",
        ReferenceTable.Inclusion => "Activities that include others",
        _ => "Baseline: activities of job roles",
    };

    public static string File(ReferenceTable table) => table switch
    {
        ReferenceTable.JobRole => "job-roles.csv",
        ReferenceTable.Activity => "activities.csv",
        ReferenceTable.AreaOfWork => "areas-of-work.csv",
        ReferenceTable.Inclusion => "activity-inclusions.csv",
        _ => "baseline-policy.csv",
    };

    public static string[] Header(ReferenceTable table) => table switch
    {
        ReferenceTable.Inclusion => ["activity", "includes"],
        ReferenceTable.Baseline => ["job_role", "activity"],
        _ => ["code", "name"],
    };

    public static string State(ReferenceVersionState state) => state switch
    {
        ReferenceVersionState.Proposed => "Proposed",
        ReferenceVersionState.Published => "Put in force",
        _ => "Withdrawn",
    };

    public static string Action(ReferenceRow row) => row.Action switch
    {
        ReferenceAction.Add => "Comes",
        ReferenceAction.Rename => "Renamed",
        _ => row.Second.Length == 0 ? "Closed" : "Taken away",
    };
}
