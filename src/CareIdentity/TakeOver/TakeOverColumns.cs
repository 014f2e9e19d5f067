using CareIdentity.Batches;

namespace CareIdentity.TakeOver;

/// <summary>The columns of a file of people: one line for each person and position. A file may have them in another order.</summary>
public static class TakeOverColumns
{
    public const string JobRole = "job_role";

    public static readonly IReadOnlyList<BatchColumn> All =
    [
        new(BatchColumns.Uuid, false, "100000000016", "their UUID of 12 digits, kept whatever its check digit; empty: they get a new one"),
        new(BatchColumns.NationalInsurance, false, "", "AA123456A"),
        new(BatchColumns.Title, false, "", ""),
        new(BatchColumns.GivenName, true, "Asha", "as on the identity document"),
        new(BatchColumns.MiddleNames, false, "", "as on the identity document"),
        new(BatchColumns.FamilyName, true, "Patel", "as on the identity document"),
        new(BatchColumns.DateOfBirth, false, "1990-05-17", "1990-05-17 or 17/05/1990; empty where nobody knows it"),
        new(BatchColumns.Email, false, "", "an address that they read"),
        new(BatchColumns.Mobile, false, "", "a telephone number"),
        new(BatchColumns.Professional, false, "", "register and number, GPHC:2012345"),
        new(BatchColumns.Organisation, true, "FW844", "ODS code of the organisation that the position is of, or that looks after the person"),
        new(BatchColumns.Position, false, "Dispenser", "the name of an open position there; empty with an empty job_role: a person without a position"),
        new(JobRole, false, "", "R8000; in place of the name: the only open position there that gives this job role"),
        new(BatchColumns.FirstDay, false, "2019-03-01", "since when they hold it; needed with a position"),
        new(BatchColumns.LastDay, false, "", "empty for no end"),
    ];
}
